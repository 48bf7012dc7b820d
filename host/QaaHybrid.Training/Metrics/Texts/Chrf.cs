namespace QaaHybrid.Training;

/// <summary>
/// chrF of a corpus (Popović, WMT 2015) as sacreBLEU computes it: F-scores with β = 2 of runs of 1 to 6 characters without blanks, mixed case; with
/// <see cref="ChrfOptions.WordOrder"/> 2 also of words and pairs of words, chrF++ (Popović, WMT 2017). Counts are summed over segments, each with the reference that scores best.
/// </summary>
public static class Chrf
{
    /// <summary>The score, 0 to 100.</summary>
    /// <param name="hypotheses">One text a segment.</param>
    /// <param name="references">For each segment at least one reference.</param>
    /// <param name="options">Orders and case; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static double Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, ChrfOptions? options = null)
    {
        Segments.Check(hypotheses, references);
        options ??= new ChrfOptions();
        var sum = new ChrfCounts(options);
        foreach (var (hypothesis, accepted) in hypotheses.Zip(references))
            sum.Add(ChrfCounts.Of(hypothesis, accepted, options));
        return 100 * sum.Score(options.Beta);
    }
}
