using System.Text.RegularExpressions;

namespace QaaHybrid.Training;

/// <summary>
/// ROUGE (Lin 2004) as the rouge-score package computes it: F-measures of common words (ROUGE-1), word pairs (ROUGE-2) and the longest common subsequence
/// (ROUGE-L). Tokens are runs of lower-cased ASCII letters and digits. With several references the best one counts, for each measure by itself.
/// </summary>
public static partial class Rouge
{
    /// <summary>The means over segments, 0 to 100.</summary>
    /// <param name="hypotheses">One text a segment.</param>
    /// <param name="references">For each segment at least one reference.</param>
    /// <param name="useStemmer">Whether words of more than three letters are compared by their <see cref="PorterStemmer">stems</see>.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static RougeScores Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, bool useStemmer = false)
    {
        Segments.Check(hypotheses, references);
        var (one, two, longest) = (0.0, 0.0, 0.0);
        foreach (var (hypothesis, accepted) in hypotheses.Zip(references))
        {
            var h = Tokenize(hypothesis, useStemmer);
            var all = accepted.Select(reference => Tokenize(reference, useStemmer)).ToList();
            one += all.Max(r => OfNgrams(h, r, 1));
            two += all.Max(r => OfNgrams(h, r, 2));
            longest += all.Max(r => FMeasure(LongestCommonSubsequence(h, r), h.Length, r.Length));
        }
        var scale = 100.0 / hypotheses.Count;
        return new RougeScores(scale * one, scale * two, scale * longest, useStemmer);
    }

    private static string[] Tokenize(string text, bool useStemmer) =>
        [.. Word().Matches(text.ToLowerInvariant()).Select(match => useStemmer && match.Length > 3 ? PorterStemmer.Stem(match.Value) : match.Value)];

    private static double OfNgrams(string[] hypothesis, string[] reference, int n)
    {
        var (h, r) = (NGrams.Count(hypothesis, n), NGrams.Count(reference, n));
        return FMeasure(h.Sum(entry => Math.Min(entry.Value, r.GetValueOrDefault(entry.Key))), h.Values.Sum(), r.Values.Sum());
    }

    /// <summary>2·P·R / (P + R) with P = common / hypothesis and R = common / reference; 0 where nothing is common.</summary>
    private static double FMeasure(int common, int hypothesis, int reference) => common == 0 ? 0 : 2.0 * common / (hypothesis + reference);

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

/// <summary>F-measures of ROUGE, 0 to 100.</summary>
/// <param name="Rouge1">Common words.</param>
/// <param name="Rouge2">Common pairs of neighbouring words.</param>
/// <param name="RougeL">Longest common subsequence of words.</param>
/// <param name="Stemmed">Whether words were compared by their stems.</param>
public sealed record RougeScores(double Rouge1, double Rouge2, double RougeL, bool Stemmed);
