namespace QaaHybrid.Training;

/// <summary>
/// BLEU of a corpus (Papineni et al., ACL 2002) as sacreBLEU computes it by default (Post, WMT 2018): tokeniser 13a, mixed case, exponential
/// smoothing (Chen and Cherry, WMT 2014, method 3), any number of references a segment.
/// </summary>
public static class Bleu
{
    private const int MaxOrder = 4;

    /// <summary>The score of <paramref name="hypotheses"/>.</summary>
    /// <param name="hypotheses">One text a segment; may be empty texts.</param>
    /// <param name="references">For each segment at least one reference.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static BleuScore Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        Segments.Check(hypotheses, references);
        var correct = new long[MaxOrder];
        var total = new long[MaxOrder];
        long length = 0, referenceLength = 0;
        for (var i = 0; i < hypotheses.Count; i++)
        {
            var hypothesis = Tokenizer13a.Tokenize(hypotheses[i]);
            var accepted = references[i].Select(Tokenizer13a.Tokenize).ToList();
            length += hypothesis.Length;
            referenceLength += accepted.Select(reference => reference.Length)
                .OrderBy(l => Math.Abs(l - hypothesis.Length)).ThenBy(l => l).First();
            Count(hypothesis, accepted, correct, total);
        }
        var precisions = Precisions(correct, total);
        var penalty = length >= referenceLength ? 1 : length == 0 ? 0 : Math.Exp(1 - (double)referenceLength / length);
        return new BleuScore(Score(correct, precisions, penalty), precisions, penalty, length, referenceLength, Signature(references));
    }

    /// <summary>Clipped counts: an n-gram counts as often as the reference that has it most often.</summary>
    private static void Count(string[] hypothesis, List<string[]> references, long[] correct, long[] total)
    {
        for (var n = 1; n <= MaxOrder; n++)
        {
            var allowed = references.Select(reference => NGrams.Count(reference, n)).ToList();
            foreach (var (ngram, count) in NGrams.Count(hypothesis, n))
            {
                correct[n - 1] += Math.Min(count, allowed.Max(reference => reference.GetValueOrDefault(ngram)));
                total[n - 1] += count;
            }
        }
    }

    /// <summary>p = correct / total; the k-th order without a match counts as 2⁻ᵏ matches.</summary>
    private static double[] Precisions(long[] correct, long[] total)
    {
        var precisions = new double[MaxOrder];
        var smooth = 1.0;
        for (var n = 0; n < MaxOrder && total[n] > 0; n++)
            precisions[n] = 100 * (correct[n] > 0 ? correct[n] : 1 / (smooth *= 2)) / total[n];
        return precisions;
    }

    /// <summary>The penalty times the geometric mean of the precisions; 0 where nothing matches or an order has no n-gram.</summary>
    private static double Score(long[] correct, double[] precisions, double penalty) =>
        correct.All(count => count == 0) || precisions.Contains(0)
            ? 0
            : penalty * Math.Exp(precisions.Sum(Math.Log) / MaxOrder);

    private static string Signature(IReadOnlyList<IReadOnlyList<string>> references)
    {
        var counts = references.Select(accepted => accepted.Count).Distinct().ToList();
        var count = counts.Count == 1 ? FormattableString.Invariant($"{counts[0]}") : "var";
        return $"nrefs:{count}|case:mixed|eff:no|tok:13a|smooth:exp|version:QaaHybrid";
    }
}
