namespace QaaHybrid.Training;

/// <summary>
/// BLEU of a corpus (Papineni et al., ACL 2002) as sacreBLEU computes it (Post, WMT 2018): tokeniser 13a, any number of references a segment; by default mixed case and
/// exponential smoothing.
/// </summary>
public static class Bleu
{
    /// <summary>The score of <paramref name="hypotheses"/>.</summary>
    /// <param name="hypotheses">One text a segment; may be empty texts.</param>
    /// <param name="references">For each segment at least one reference.</param>
    /// <param name="options">Smoothing, case and orders; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static BleuScore Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, BleuOptions? options = null)
    {
        Segments.Check(hypotheses, references);
        options ??= new BleuOptions();
        var sum = new BleuCounts();
        foreach (var (hypothesis, accepted) in hypotheses.Zip(references))
            sum.Add(BleuCounts.Of(hypothesis, accepted, options.Lowercase));
        return Score(sum, options, options.Signature(references));
    }

    /// <summary>The score of one text, with <see cref="BleuOptions.Sentence"/> where no options are given.</summary>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static BleuScore Sentence(string hypothesis, IReadOnlyList<string> references, BleuOptions? options = null) =>
        Corpus([hypothesis], [references], options ?? BleuOptions.Sentence);

    /// <summary>The penalty times the geometric mean of the precisions; 0 where nothing matches at all, or nothing stands in for a missing order.</summary>
    internal static BleuScore Score(BleuCounts counts, BleuOptions options, string signature)
    {
        var penalty = counts.Length >= counts.ReferenceLength ? 1 : counts.Length == 0 ? 0 : Math.Exp(1 - (double)counts.ReferenceLength / counts.Length);
        var precisions = new double[BleuCounts.MaxOrder];
        var (orders, score) = (0, 0.0);
        if (counts.Correct.Any(count => count > 0))
        {
            orders = Precisions(counts, options, precisions);
            var used = precisions.AsSpan(0, options.EffectiveOrder ? orders : BleuCounts.MaxOrder);
            score = used.Contains(0) ? 0 : penalty * Math.Exp(SumOfLogarithms(used) / used.Length);
        }
        return new BleuScore(score, precisions, penalty, counts.Length, counts.ReferenceLength, signature);
    }

    /// <summary>p = 100 · correct / total of each order, smoothed; the number of orders of which there are n-grams.</summary>
    private static int Precisions(BleuCounts counts, BleuOptions options, double[] precisions)
    {
        var smooth = 1.0;
        for (var n = 0; n < precisions.Length; n++)
        {
            var added = options.Smoothing == BleuSmoothing.AddK && n > 0 ? options.Value : 0;
            var (correct, total) = (counts.Correct[n] + added, counts.Total[n] + added);
            if (total == 0)
                return n;
            if (correct == 0)
                correct = options.Smoothing switch
                {
                    BleuSmoothing.Exp => 1 / (smooth *= 2),
                    BleuSmoothing.Floor => options.Value,
                    _ => 0,
                };
            precisions[n] = 100 * correct / total;
        }
        return precisions.Length;
    }

    private static double SumOfLogarithms(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += Math.Log(value);
        return sum;
    }
}
