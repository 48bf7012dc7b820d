using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>
/// <c>microsoft.quantum-results.v2</c>: <c>{"Results":[{"Histogram":[{"Outcome":[0,1],"Display":"[0, 1]","Count":48},…],"Shots":[[0,1],…]}]}</c>.
/// An outcome follows the order of the program's <c>record_output</c> calls. Counts come from the shots where these are told, and are held
/// against the histogram. Exact probabilities, which the emulator adds (<c>Probability</c> beside a count, or <see cref="ExactDistribution"/>),
/// are taken over.
/// </summary>
internal static class MicrosoftResults
{
    public static IReadOnlyList<JobResult> Read(JsonElement payload, ResultContext context)
    {
        var results = payload.Items("Results").ToArray();
        if (results.Length == 0)
            throw new ResultFormatException("there is nothing in 'Results'");
        return [.. results.Select(result => ReadOne(result, context))];
    }

    private static JobResult ReadOne(JsonElement result, ResultContext context)
    {
        var shots = result.Items("Shots").ToArray();
        var histogram = result.Items("Histogram").Select(Bar.Read).ToArray();
        if (shots.Length == 0 && histogram.Length == 0)
            throw new ResultFormatException("a result has neither 'Shots' nor 'Histogram'");

        var outcomes = shots.Concat(histogram.Select(bar => bar.Outcome)).Where(outcome => Outcome.Error(outcome) is null).ToArray();
        var isBits = outcomes.Select(outcome => Outcome.Bits(outcome)?.Length ?? 0).Distinct().ToArray() is [> 0];
        string Key(JsonElement outcome) => isBits ? Outcome.Bits(outcome)! : Outcome.Words(outcome);

        var warnings = new List<string>();
        var barCounts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var probabilities = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var bar in histogram.Where(bar => Outcome.Error(bar.Outcome) is null))
        {
            var key = Key(bar.Outcome);
            barCounts[key] = barCounts.GetValueOrDefault(key) + bar.Count;
            if (bar.Probability is { } p)
                probabilities[key] = probabilities.GetValueOrDefault(key) + p;
        }
        foreach (var empty in barCounts.Where(entry => entry.Value == 0).Select(entry => entry.Key).ToArray())
            barCounts.Remove(empty);

        var good = shots.Where(shot => Outcome.Error(shot) is null).Select(Key).ToArray();
        var counts = shots.Length > 0 ? Tally.Count(good) : barCounts;
        if (shots.Length > 0 && histogram.Length > 0 && Difference(counts, barCounts) is { } difference)
            warnings.Add($"the histogram contradicts the shots, which are counted here: {difference}");
        var failed = shots.Length > 0 ? shots.Length - good.Length
            : histogram.Where(bar => Outcome.Error(bar.Outcome) is not null).Sum(bar => bar.Count);
        var total = counts.Values.Sum() + failed;
        if (context.Shots is { } asked && asked != total)
            warnings.Add($"{asked} shots were asked for, {total} came back");
        var parts = ExactDistribution.Read(result);
        return new JobResult(counts, total, shots.Length > 0 ? good : null)
        {
            Source = shots.Length > 0 ? ResultSource.Shots : ResultSource.Histogram,
            Probabilities = probabilities.Count > 0 ? probabilities : ExactDistribution.Joint(parts),
            ProbabilityParts = parts,
            IsBits = isBits,
            FailedShots = failed,
            ShotErrors = [.. shots.Concat(histogram.Select(bar => bar.Outcome)).Select(Outcome.Error).OfType<string>().Distinct()],
            Warnings = warnings,
        };
    }

    private static string? Difference(SortedDictionary<string, long> shots, SortedDictionary<string, long> bars)
    {
        const int shown = 3;
        var differing = shots.Keys.Union(bars.Keys).Order(StringComparer.Ordinal)
            .Where(key => shots.GetValueOrDefault(key) != bars.GetValueOrDefault(key)).ToArray();
        return differing.Length == 0 ? null : string.Join(", ", differing.Take(shown)
            .Select(key => $"{key} {shots.GetValueOrDefault(key)} times in the shots, {bars.GetValueOrDefault(key)} in the histogram"))
            + (differing.Length > shown ? $", and {differing.Length - shown} more" : "");
    }

    /// <summary>One entry of a histogram.</summary>
    private readonly record struct Bar(JsonElement Outcome, long Count, double? Probability)
    {
        public static Bar Read(JsonElement bar)
        {
            var outcome = bar.Property("Outcome");
            if (outcome.ValueKind == JsonValueKind.Undefined)
                outcome = bar.Property("Display");
            var probability = bar.Property("Probability") is { ValueKind: JsonValueKind.Number } p ? ProbabilityResult.Check(p) : (double?)null;
            var count = bar.Number("Count");
            return outcome.ValueKind != JsonValueKind.Undefined && count is >= 0 and <= int.MaxValue && count == decimal.Truncate(count.Value)
                ? new Bar(outcome, (long)count.Value, probability)
                : throw new ResultFormatException($"a histogram entry is {bar.GetRawText()}; expected an 'Outcome' and a whole 'Count'");
        }
    }
}
