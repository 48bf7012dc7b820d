namespace QaaHybrid.Training;

/// <summary>
/// NIST of a corpus (Doddington, HLT 2002): common runs of 1 to 5 words, weighed by how much they tell. Words are those of mteval-v13a in lower case, as in the
/// evaluation of the E2E challenge.
/// </summary>
public static class Nist
{
    private const int MaxOrder = 5;

    /// <summary>What is computed.</summary>
    public const string Signature = "nist:5|case:lc|tok:13a|version:QaaHybrid";

    /// <summary>
    /// Σₙ (Σ info of common n-grams / number of n-grams of the hypotheses) · exp(b · ln²(min(1, c / r))), where b makes the factor 1/2 at c / r = 2/3, c and r are
    /// words of the hypotheses and mean words of the references; info(w₁…wₙ) = log₂(count(w₁…wₙ₋₁) / count(w₁…wₙ)) over all references.
    /// </summary>
    /// <param name="hypotheses">One text a segment.</param>
    /// <param name="references">For each segment at least one reference.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static double Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        Segments.Check(hypotheses, references);
        var texts = hypotheses.Select(Words).ToList();
        var accepted = references.Select(group => group.Select(Words).ToList()).ToList();
        long words = accepted.Sum(group => group.Sum(reference => (long)reference.Length));
        var (score, shorter) = (0.0, new Dictionary<string, int>());
        for (var n = 1; n <= MaxOrder; n++)
        {
            var counts = accepted.SelectMany(group => group).SelectMany(reference => NGrams.Count(reference, n))
                .GroupBy(entry => entry.Key, entry => entry.Value).ToDictionary(group => group.Key, group => group.Sum());
            double Info(string ngram) => Math.Log2((double)(n == 1 ? words : shorter[ngram[..ngram.LastIndexOf(' ')]]) / counts[ngram]);
            var (information, total) = (0.0, 0L);
            foreach (var (text, group) in texts.Zip(accepted))
            {
                var allowed = group.Select(reference => NGrams.Count(reference, n)).ToList();
                foreach (var (ngram, count) in NGrams.Count(text, n))
                {
                    total += count;
                    if (allowed.Max(reference => reference.GetValueOrDefault(ngram)) is > 0 and var most)
                        information += Math.Min(count, most) * Info(ngram);
                }
            }
            if (total > 0)
                score += information / total;
            shorter = counts;
        }
        return score * LengthFactor(texts.Sum(text => (long)text.Length), accepted.Sum(group => group.Average(reference => reference.Length)));
    }

    private static double LengthFactor(double length, double reference)
    {
        if (length == 0 || reference == 0)
            return 0;
        var logarithm = Math.Log(Math.Min(1, length / reference));
        return Math.Exp(Math.Log(0.5) / Math.Pow(Math.Log(1.5), 2) * logarithm * logarithm);
    }

    private static string[] Words(string text) => [.. Tokenizer13a.Tokenize(text).Select(word => word.ToLowerInvariant())];
}
