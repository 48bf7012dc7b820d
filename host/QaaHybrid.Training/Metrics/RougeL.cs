using System.Text.RegularExpressions;

namespace QaaHybrid.Training;

/// <summary>
/// ROUGE-L (Lin 2004): the F-measure of the longest common subsequence, as the rouge-score package computes it without stemming. Tokens are
/// runs of lower-cased ASCII letters and digits. With several references the best one counts.
/// </summary>
public static partial class RougeL
{
    /// <summary>The mean over segments, 0 to 100.</summary>
    /// <param name="hypotheses">One text a segment.</param>
    /// <param name="references">For each segment at least one reference.</param>
    /// <exception cref="ArgumentException">The counts differ, or there is no segment.</exception>
    public static double Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        if (hypotheses.Count != references.Count || hypotheses.Count == 0)
            throw new ArgumentException($"{hypotheses.Count} hypotheses for {references.Count} segments");
        var sum = 0.0;
        for (var i = 0; i < hypotheses.Count; i++)
            sum += references[i].Max(reference => FMeasure(hypotheses[i], reference));
        return 100 * sum / hypotheses.Count;
    }

    /// <summary>2·P·R / (P + R) with P = LCS / |hypothesis| and R = LCS / |reference|; 0 where nothing is common. In [0, 1].</summary>
    public static double FMeasure(string hypothesis, string reference)
    {
        var (h, r) = (Tokenize(hypothesis), Tokenize(reference));
        double common = LongestCommonSubsequence(h, r);
        if (common == 0)
            return 0;
        var (precision, recall) = (common / h.Length, common / r.Length);
        return 2 * precision * recall / (precision + recall);
    }

    private static string[] Tokenize(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(match => match.Value)];

    /// <summary>t(i, j) = t(i−1, j−1) + 1 where aᵢ = bⱼ, else max(t(i−1, j), t(i, j−1)); two rows at a time.</summary>
    private static int LongestCommonSubsequence(string[] a, string[] b)
    {
        var above = new int[b.Length + 1];
        foreach (var token in a)
        {
            var row = new int[b.Length + 1];
            for (var j = 1; j <= b.Length; j++)
                row[j] = token == b[j - 1] ? above[j - 1] + 1 : Math.Max(above[j], row[j - 1]);
            above = row;
        }
        return above[b.Length];
    }

    [GeneratedRegex("[a-z0-9]+")]
    private static partial Regex Word();
}
