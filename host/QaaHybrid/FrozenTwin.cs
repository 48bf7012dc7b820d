using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>
/// Says what the quantum part adds: compares a QAA method with its twin, the same in everything but that its angles stay at their random start.
/// </summary>
public static class FrozenTwin
{
    private const string Key = "train_angles";

    /// <summary>Two sentences for every pair of twins in a run.</summary>
    public static IReadOnlyList<string> Remarks(Recipe recipe, RunResults results)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(results);
        var remarks = new List<string>();
        foreach (var frozen in recipe.Methods.Where(IsFrozen))
            if (recipe.Methods.FirstOrDefault(method => !IsFrozen(method) && SameButFrozen(method, frozen)) is { } trained)
                remarks.Add(Remark(Line(results, trained), Line(results, frozen), results.LossUnit.Split(' ')[0]));
        return remarks;
    }

    private static string Remark(MethodResult trained, MethodResult frozen, string unit)
    {
        var (gain, without) = (trained.LossBefore - trained.LossAfter, frozen.LossBefore - frozen.LossAfter);
        var added = gain - without;
        var share = gain > 0 ? FormattableString.Invariant($" ({100 * added / gain:0} % of the gain)") : "";
        return FormattableString.Invariant(
            $"{trained.Method} lowers the held-out loss by {gain:0.000} {unit}; its twin {frozen.Method}, whose angles stay at their random start, by {without:0.000}, so training the angles of the circuits accounts for {added:0.000} {unit}{share} with {trained.Trainable - frozen.Trainable:#,0} more numbers, on one seed. ")
            + "The circuits are simulated classically and at this size always can be: the comparison says what the trained circuit adds to a fixed random feature map, and nothing about a quantum advantage.";
    }

    private static bool IsFrozen(MethodRecipe method) =>
        method.Adapter == "qaa" && method.Options.TryGetValue(Key, out var value) && value is false;

    private static bool SameButFrozen(MethodRecipe a, MethodRecipe b) => a.Adapter == b.Adapter && Shape(a) == Shape(b);

    private static string Shape(MethodRecipe method) => System.Text.Json.JsonSerializer.Serialize(
        method.Options.Where(option => option.Key != Key).OrderBy(option => option.Key, StringComparer.Ordinal).ToDictionary());

    private static MethodResult Line(RunResults results, MethodRecipe method) => results.Methods.First(line => line.Method == method.Name);
}
