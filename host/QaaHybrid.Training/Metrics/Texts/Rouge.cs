using System.Text.RegularExpressions;

namespace QaaHybrid.Training;

/// <summary>
/// ROUGE (Lin 2004) as the rouge-score package computes it: common words (ROUGE-1), word pairs (ROUGE-2) and the longest common subsequence (ROUGE-L, and by lines
/// ROUGE-Lsum). Tokens are runs of lower-cased ASCII letters and digits. With several references the one with the best F-measure counts, for each measure by itself.
/// </summary>
public static partial class Rouge
{
    /// <summary>What is computed.</summary>
    public static string Signature(bool useStemmer) => $"rouge-score|measure:f|stemmer:{(useStemmer ? "yes" : "no")}|version:QaaHybrid";

    /// <summary>The means of the F-measures over segments, 0 to 100.</summary>
    /// <param name="hypotheses">One text a segment.</param>
    /// <param name="references">For each segment at least one reference.</param>
    /// <param name="useStemmer">Whether words of more than three letters are compared by their <see cref="PorterStemmer">stems</see>.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static RougeScores Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, bool useStemmer = false)
    {
        var all = Each(hypotheses, references, useStemmer);
        return new RougeScores(
            all.Average(segment => segment.Rouge1.FMeasure), all.Average(segment => segment.Rouge2.FMeasure), all.Average(segment => segment.RougeL.FMeasure),
            all.Average(segment => segment.RougeLsum.FMeasure), useStemmer);
    }

    /// <summary>Precision, recall and F-measure of every segment.</summary>
    /// <inheritdoc cref="Corpus"/>
    public static IReadOnlyList<RougeSegment> Each(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, bool useStemmer = false)
    {
        Segments.Check(hypotheses, references);
        return [.. hypotheses.Zip(references, (hypothesis, accepted) => Segment(hypothesis, accepted, useStemmer))];
    }

    private static RougeSegment Segment(string hypothesis, IReadOnlyList<string> references, bool useStemmer)
    {
        var (words, lines) = (Tokenize(hypothesis, useStemmer), Lines(hypothesis, useStemmer));
        var accepted = references.Select(reference => (Words: Tokenize(reference, useStemmer), Lines: Lines(reference, useStemmer))).ToList();
        return new RougeSegment(
            accepted.Select(reference => OfNgrams(words, reference.Words, 1)).MaxBy(score => score.FMeasure),
            accepted.Select(reference => OfNgrams(words, reference.Words, 2)).MaxBy(score => score.FMeasure),
            accepted.Select(reference => RougeScore.Of(CommonSubsequence.Length(words, reference.Words), words.Length, reference.Words.Length)).MaxBy(score => score.FMeasure),
            accepted.Select(reference => OfLines(lines, reference.Lines)).MaxBy(score => score.FMeasure));
    }

    private static RougeScore OfNgrams(string[] hypothesis, string[] reference, int n)
    {
        var (h, r) = (NGrams.Count(hypothesis, n), NGrams.Count(reference, n));
        return RougeScore.Of(h.Sum(entry => Math.Min(entry.Value, r.GetValueOrDefault(entry.Key))), h.Values.Sum(), r.Values.Sum());
    }

    /// <summary>
    /// Of each line of the reference, the union of its words in the common subsequences with every line of the hypothesis; a word counts at most as often as both
    /// texts have it.
    /// </summary>
    private static RougeScore OfLines(List<string[]> hypothesis, List<string[]> reference)
    {
        var (h, r) = (NGrams.Count([.. hypothesis.SelectMany(line => line)], 1), NGrams.Count([.. reference.SelectMany(line => line)], 1));
        var (size, referenceSize, common) = (h.Values.Sum(), r.Values.Sum(), 0);
        foreach (var line in reference)
            foreach (var word in hypothesis.SelectMany(other => CommonSubsequence.Places(line, other)).Distinct().Order().Select(place => line[place]))
                if (h.GetValueOrDefault(word) > 0 && r[word] > 0)
                {
                    common++;
                    h[word]--;
                    r[word]--;
                }
        return RougeScore.Of(common, size, referenceSize);
    }

    private static List<string[]> Lines(string text, bool useStemmer) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Tokenize(line, useStemmer))];

    private static string[] Tokenize(string text, bool useStemmer) =>
        [.. Word().Matches(text.ToLowerInvariant()).Select(match => useStemmer && match.Length > 3 ? PorterStemmer.Stem(match.Value) : match.Value)];

    [GeneratedRegex("[a-z0-9]+")]
    private static partial Regex Word();
}
