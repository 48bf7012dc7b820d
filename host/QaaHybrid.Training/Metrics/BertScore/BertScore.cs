namespace QaaHybrid.Training;

/// <summary>
/// How well the tokens of a text match those of a reference (BERTScore, Zhang et al. 2020, arXiv:1904.09675): at most 1, before <see cref="Rescale"/> at least −1.
/// </summary>
/// <param name="Precision">How well each token of the text is matched by the reference.</param>
/// <param name="Recall">How well each token of the reference is matched by the text.</param>
/// <param name="F1">2·P·R / (P + R).</param>
public readonly record struct BertScore(double Precision, double Recall, double F1)
{
    /// <summary>
    /// Greedy matching: P = Σᵢ w(x̂ᵢ)·maxⱼ cos(x̂ᵢ, xⱼ) / Σᵢ w(x̂ᵢ), R = Σⱼ w(xⱼ)·maxᵢ cos(x̂ᵢ, xⱼ) / Σⱼ w(xⱼ). Tokens of weight 0 may be matched, but do not count.
    /// </summary>
    /// <param name="cosines"><c>[text, reference]</c>, row by row.</param>
    /// <param name="weights">A weight for each token of the text.</param>
    /// <param name="referenceWeights">A weight for each token of the reference.</param>
    /// <returns>All 0 where the tokens of a side have no weight, as those of an empty text.</returns>
    internal static BertScore Match(ReadOnlySpan<double> cosines, ReadOnlySpan<double> weights, ReadOnlySpan<double> referenceWeights)
    {
        var best = new double[weights.Length];
        var bestOfReference = new double[referenceWeights.Length];
        Array.Fill(best, double.NegativeInfinity);
        Array.Fill(bestOfReference, double.NegativeInfinity);
        for (var i = 0; i < best.Length; i++)
            for (var j = 0; j < bestOfReference.Length; j++)
            {
                var cosine = cosines[i * bestOfReference.Length + j];
                best[i] = Math.Max(best[i], cosine);
                bestOfReference[j] = Math.Max(bestOfReference[j], cosine);
            }
        return Mean(best, weights) is { } p && Mean(bestOfReference, referenceWeights) is { } r ? new BertScore(p, r, p + r == 0 ? 0 : 2 * p * r / (p + r)) : default;
    }

    /// <summary>(x − b) / (1 − b) for each of the three numbers: 0 is then what texts have that have nothing to do with each other.</summary>
    /// <param name="baseline">b, the mean scores of such texts with the same encoder and layer; each below 1.</param>
    public BertScore Rescale(BertScore baseline) =>
        new((Precision - baseline.Precision) / (1 - baseline.Precision), (Recall - baseline.Recall) / (1 - baseline.Recall), (F1 - baseline.F1) / (1 - baseline.F1));

    private static double? Mean(double[] values, ReadOnlySpan<double> weights)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
            if (weights[i] > 0)
                (sum, weight) = (sum + weights[i] * values[i], weight + weights[i]);
        return weight > 0 ? sum / weight : null;
    }
}
