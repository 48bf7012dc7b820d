namespace QaaHybrid.Training;

/// <summary>What came out of a comparison, in sentences for somebody who knows none of the methods.</summary>
internal static class ReportSentences
{
    /// <summary>The sentences.</summary>
    public static IEnumerable<string> Of(MethodComparison comparison)
    {
        var methods = comparison.Methods;
        if (methods.Count == 0)
        {
            yield return "No method came to its end.";
            yield break;
        }
        var seeds = comparison.Seeds.Count == 1
            ? FormattableString.Invariant($"once, with seed {comparison.Seeds[0]}")
            : $"with {comparison.Seeds.Count} random seeds ({string.Join(", ", comparison.Seeds)})";
        var luck = comparison.Seeds.Count == 1 && methods.Count > 1
            ? " One seed does not tell how far another would fall from it: small differences may be chance ('qaa compare RECIPE --seeds 1,2,3,4,5' finds out)."
            : "";
        yield return $"{methods.Count} {(methods.Count == 1 ? "method was" : "methods were")} trained on the same examples from the same base model, each {seeds}, and measured on examples that none of them had seen.{luck}";
        foreach (var measure in new[] { Measure.Loss, comparison.Metric }.Distinct())
            yield return Best(comparison, measure);
        if (methods.Any(method => method.Tests.Count > 0))
            foreach (var measure in new[] { Measure.Loss, comparison.Metric }.Distinct())
                yield return Beside(comparison, measure);
        var worth = Front(comparison, comparison.Metric).Select(i => methods[i].Name).ToList();
        if (methods.Count > 1)
            yield return $"Worth their parameters by {comparison.Metric.Heading} (no other method is at least as good with as few trained numbers): {List(worth)}.";
    }

    /// <summary>The methods on the Pareto front, as indices.</summary>
    public static IReadOnlyList<int> Front(MethodComparison comparison, Measure measure) =>
        ParetoFront.Of([.. comparison.Methods.Select(method => ((double)method.Size.Trainable, method.Values[measure.Key].Mean))], measure.HigherIsBetter);

    private static string Best(MethodComparison comparison, Measure measure)
    {
        double Mean(ComparedMethod method) => method.Values[measure.Key].Mean;
        var best = comparison.Methods.Aggregate((a, b) => measure.IsBetter(Mean(b), Mean(a)) ? b : a);
        var equals = comparison.Methods.Where(method => Mean(method) == Mean(best)).Select(method => method.Name).ToList();
        var who = equals.Count > 1
            ? $"{List(equals)}, each with {measure.Text(Mean(best))}"
            : FormattableString.Invariant($"{best.Name} with {measure.Text(Mean(best))}, for which {best.Size.Trainable:#,0} numbers are trained, {best.Size.Percent:0.###} % of the model");
        var before = comparison.BaseValue(measure) is not { } value ? ""
            : measure.IsBetter(Mean(best), value) ? $"; the base model without training has {measure.Text(value)}"
            : $"; no method is better than the base model without training, which has {measure.Text(value)}";
        return $"Best by {measure.Heading} ({(measure.HigherIsBetter ? "higher" : "lower")} is better): {who}{before}.";
    }

    private static string Beside(MethodComparison comparison, Measure measure)
    {
        var tested = comparison.Methods.Where(method => method.Tests.TryGetValue(measure.Key, out var test) && test.PValue is not null).ToList();
        if (tested.Count == 0)
            return $"{measure.Heading}: no test against {comparison.Baseline} can be made.";
        var parts = new List<string>();
        void Add(string what, IEnumerable<ComparedMethod> these)
        {
            if (these.Select(method => method.Name).ToList() is { Count: > 0 } names)
                parts.Add($"{what}: {List(names)}");
        }
        bool Better(ComparedMethod method) => measure.IsBetter(method.Tests[measure.Key].Difference, 0);
        Add("clearly better", tested.Where(method => method.Tests[measure.Key].IsSignificant && Better(method)));
        Add("clearly worse", tested.Where(method => method.Tests[measure.Key].IsSignificant && !Better(method)));
        Add("not told apart from it", tested.Where(method => !method.Tests[measure.Key].IsSignificant));
        var over = tested[0].Tests[measure.Key].Evidence == Evidence.Seeds ? "paired t-tests over the seeds" : "paired bootstrap over the held-out examples";
        return $"{measure.Heading} beside {comparison.Baseline}: {string.Join("; ", parts)} ({over}, Holm's correction, {100 * BaselineTest.Alpha:0} % level).";
    }

    private static string List(List<string> names) =>
        names.Count > 1 ? $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}" : names[0];
}
