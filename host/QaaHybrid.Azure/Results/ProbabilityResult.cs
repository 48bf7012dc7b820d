using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>Makes a result of probabilities: exact ones of a simulator that does not sample, or frequencies of a device.</summary>
internal static class ProbabilityResult
{
    private const double Tolerance = 1e-6;

    /// <summary>A number between 0 and 1, rounding aside.</summary>
    public static double Check(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 1 + Tolerance and var p
        ? p : throw new ResultFormatException($"a probability is {value.GetRawText()}; expected 0 to 1");

    /// <summary>Counts by <see cref="Tally.Apportion"/>; none where the shots are not known. Says what it had to do.</summary>
    public static JobResult From(SortedDictionary<string, double> probabilities, bool isBits, ResultContext context, List<string> warnings)
    {
        var sum = probabilities.Values.Sum();
        if (sum <= 0)
            throw new ResultFormatException($"{probabilities.Count} probabilities that sum to {sum:R}");
        if (Math.Abs(sum - 1) > Tolerance)
            warnings.Add($"the probabilities sum to {sum:G6}; counts are shares of that sum");
        if (context.Shots is not { } shots)
            warnings.Add("the service answered probabilities and the number of shots is not known: there are no counts");
        else if (probabilities.Values.Any(p => Math.Abs((p * shots) - Math.Round(p * shots)) > Tolerance * shots))
            warnings.Add($"the service answered probabilities that are no multiples of 1/{shots}: counts are rounded to sum to {shots}");
        return new JobResult(
            context.Shots is { } known ? Tally.Apportion(probabilities, known) : new SortedDictionary<string, long>(), context.Shots ?? 0)
        {
            Source = ResultSource.Probabilities,
            Probabilities = probabilities,
            IsBits = isBits,
            Warnings = warnings,
        };
    }
}
