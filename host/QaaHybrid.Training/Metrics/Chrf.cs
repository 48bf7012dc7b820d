namespace QaaHybrid.Training;

/// <summary>
/// chrF2 of a corpus (Popović, WMT 2015) as sacreBLEU computes it by default: F-scores with β = 2 of runs of 1 to 6 characters without blanks, mixed case. Counts
/// are summed over segments, each with the reference that scores best.
/// </summary>
public static class Chrf
{
    private const int MaxOrder = 6;
    private const double BetaSquared = 4;

    /// <summary>What is computed, in sacreBLEU's notation.</summary>
    public const string Signature = "case:mixed|eff:yes|nc:6|nw:0|space:no|version:QaaHybrid";

    /// <summary>The score, 0 to 100.</summary>
    /// <param name="hypotheses">One text a segment.</param>
    /// <param name="references">For each segment at least one reference.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static double Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        Segments.Check(hypotheses, references);
        var sums = new Counts[MaxOrder];
        foreach (var (hypothesis, accepted) in hypotheses.Zip(references))
        {
            var h = Characters(hypothesis);
            var best = accepted.Select(reference => Compare(h, Characters(reference))).MaxBy(Score)!;
            for (var n = 0; n < MaxOrder; n++)
                sums[n] = new Counts(sums[n].Hypothesis + best[n].Hypothesis, sums[n].Reference + best[n].Reference, sums[n].Common + best[n].Common);
        }
        return 100 * Score(sums);
    }

    /// <summary>(1 + β²)·P·R / (β²·P + R), with P and R averaged over the orders that both sides have.</summary>
    private static double Score(Counts[] counts)
    {
        var both = counts.Where(order => order.Hypothesis > 0 && order.Reference > 0).ToList();
        if (both.Count == 0)
            return 0;
        var precision = both.Average(order => (double)order.Common / order.Hypothesis);
        var recall = both.Average(order => (double)order.Common / order.Reference);
        return precision + recall == 0 ? 0 : (1 + BetaSquared) * precision * recall / (BetaSquared * precision + recall);
    }

    private static Counts[] Compare(string[] hypothesis, string[] reference)
    {
        var counts = new Counts[MaxOrder];
        for (var n = 1; n <= MaxOrder; n++)
        {
            var (h, r) = (NGrams.Count(hypothesis, n), NGrams.Count(reference, n));
            // Where the reference is too short for an order, the hypothesis is not counted either.
            counts[n - 1] = new Counts(r.Count == 0 ? 0 : h.Values.Sum(), r.Values.Sum(), h.Sum(entry => Math.Min(entry.Value, r.GetValueOrDefault(entry.Key))));
        }
        return counts;
    }

    private static string[] Characters(string text) => [.. text.EnumerateRunes().Where(rune => !System.Text.Rune.IsWhiteSpace(rune)).Select(rune => rune.ToString())];

    private readonly record struct Counts(long Hypothesis, long Reference, long Common);
}
