namespace QaaHybrid.Training;

/// <summary>
/// Percentile bootstrap (Efron 1979): the held-out examples are drawn again with replacement, and the metric is taken of each such sample. It says how much a
/// number would vary with other held-out examples, not with other seeds of the training.
/// </summary>
public static class Bootstrap
{
    /// <summary>Samples that an interval is taken of.</summary>
    public const int Samples = 1000;

    /// <summary>Share of the samples in the interval.</summary>
    public const double Level = 0.95;

    // Runs with different seeds are compared on the same samples.
    private const long Seed = 20260101;

    /// <summary>The interval of a metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="predicted">Predictions.</param>
    /// <param name="expected">What is true.</param>
    /// <returns>Its lowest and highest value.</returns>
    public static (double Low, double High) Interval(LabelMetrics.Metric metric, IReadOnlyList<double> predicted, IReadOnlyList<double> expected)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var count = predicted.Count;
        var (p, e) = (new double[count], new double[count]);
        var values = new double[Samples];
        for (var sample = 0; sample < Samples; sample++)
        {
            for (var i = 0; i < count; i++)
            {
                var drawn = (int)(Seeds.Of(Seed, "bootstrap", (long)sample * count + i) % (ulong)count);
                (p[i], e[i]) = (predicted[drawn], expected[drawn]);
            }
            values[sample] = metric(p, e);
        }
        Array.Sort(values);
        return (Quantile(values, (1 - Level) / 2), Quantile(values, (1 + Level) / 2));
    }

    /// <summary>The quantile between the two nearest values, in proportion (the usual one of NumPy).</summary>
    internal static double Quantile(IReadOnlyList<double> sorted, double share)
    {
        var at = share * (sorted.Count - 1);
        var below = (int)Math.Floor(at);
        return below + 1 < sorted.Count ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
