namespace QaaHybrid.AzureEmulator;

/// <summary>
/// Shots shared out by a distribution without drawing: every outcome gets ⌊p·S⌋, and the shots that are left go to the largest remainders
/// (Hamilton's method).
/// </summary>
internal static class Apportionment
{
    /// <summary>The shots, outcome after outcome.</summary>
    public static IEnumerable<string> Deal(IReadOnlyList<(string Bits, double Probability)> outcomes, int shots)
    {
        var sum = outcomes.Sum(outcome => outcome.Probability);
        double[] quota = [.. outcomes.Select(outcome => outcome.Probability / sum * shots)];
        // A quota that is whole but for rounding, 49.999999999999993 of 100, is whole.
        int[] counts = [.. quota.Select(share => (int)Math.Floor(share + 1e-9))];
        var left = shots - counts.Sum();
        foreach (var index in Enumerable.Range(0, counts.Length).OrderByDescending(i => quota[i] - counts[i]).ThenBy(i => i).Take(left))
            counts[index]++;
        return outcomes.Zip(counts).SelectMany(pair => Enumerable.Repeat(pair.First.Bits, pair.Second));
    }
}
