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
        return Remarks(recipe, results.LossUnit, method => [(recipe.Seed, results.Methods.First(line => line.Method == method.Name))]);
    }

    /// <summary>Two sentences for every pair of twins in a comparison, over the seeds that both have.</summary>
    public static IReadOnlyList<string> Remarks(Recipe recipe, MethodComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(comparison);
        return Remarks(recipe, comparison.Base.LossUnit, method =>
            [.. comparison.Methods.Where(done => done.Name == method.Name).SelectMany(done => done.Runs).Select(run => (run.Seed, run.Result))]);
    }

    private static List<string> Remarks(Recipe recipe, string lossUnit, Func<MethodRecipe, IReadOnlyList<(long Seed, MethodResult Result)>> resultsOf)
    {
        var remarks = new List<string>();
        foreach (var frozen in recipe.Methods.Where(IsFrozen))
            if (recipe.Methods.FirstOrDefault(method => !IsFrozen(method) && SameButFrozen(method, frozen)) is { } trained)
            {
                var pairs = resultsOf(trained).Join(resultsOf(frozen), a => a.Seed, b => b.Seed, (a, b) => (a.Result, b.Result)).ToList();
                if (pairs.Count > 0)
                    remarks.Add(Remark(pairs, lossUnit.Split(' ')[0]));
            }
        return remarks;
    }

    private static string Remark(List<(MethodResult Trained, MethodResult Frozen)> pairs, string unit)
    {
        var (trained, frozen) = pairs[0];
        var (gain, without) = (pairs.Average(pair => Gain(pair.Trained)), pairs.Average(pair => Gain(pair.Frozen)));
        var added = gain - without;
        var share = gain > 0 ? FormattableString.Invariant($" ({100 * added / gain:0} % of the gain)") : "";
        return FormattableString.Invariant(
            $"{trained.Method} lowers the held-out loss by {gain:0.000} {unit}; its twin {frozen.Method}, whose angles stay at their random start, by {without:0.000}, so training the angles of the circuits accounts for {added:0.000} {unit}{share} with {trained.Trainable - frozen.Trainable:#,0} more numbers, {Over(pairs)}. ")
            + "The circuits are simulated classically and at this size always can be: the comparison says what the trained circuit adds to a fixed random feature map, and nothing about a quantum advantage.";
    }

    private static double Gain(MethodResult result) => result.LossBefore - result.LossAfter;

    private static string Over(List<(MethodResult Trained, MethodResult Frozen)> pairs)
    {
        var added = pairs.ConvertAll(pair => Gain(pair.Trained) - Gain(pair.Frozen));
        return added.Count == 1 ? "on one seed"
            : added.Count < MeasuredValue.SeedsForTests ? $"the mean over {added.Count} seeds ({string.Join(", ", added.Select(value => FormattableString.Invariant($"{value:0.000}")))})"
            : FormattableString.Invariant($"the mean over {added.Count} seeds (95 % interval {MeanInterval.Of(added).Low:0.000} to {MeanInterval.Of(added).High:0.000})");
    }

    private static bool IsFrozen(MethodRecipe method) =>
        method.Adapter == "qaa" && method.Options.TryGetValue(Key, out var value) && value is false;

    private static bool SameButFrozen(MethodRecipe a, MethodRecipe b) => a.Adapter == b.Adapter && Shape(a) == Shape(b);

    private static string Shape(MethodRecipe method) => System.Text.Json.JsonSerializer.Serialize(
        method.Options.Where(option => option.Key != Key).OrderBy(option => option.Key, StringComparer.Ordinal).ToDictionary());
}
