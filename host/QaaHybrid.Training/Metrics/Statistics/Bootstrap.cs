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
    /// <param name="examples">Number of examples.</param>
    /// <param name="isShare">Whether it is the share of the examples that are right, in percent.</param>
    /// <returns>
    /// Its ends. Where every sample gives the same value, because nothing was ever seen to vary, the bootstrap knows none: of a share of 0 or 100 % they are then those of
    /// Clopper and Pearson (1934), <c>1 − (α/2)^(1/n)</c> from the end; of anything else null.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no example.</exception>
    public static (double Low, double High)? Interval(ExampleMetric metric, int examples, bool isShare = false)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(examples);
        var values = new double[Samples];
        var drawn = new int[examples];
        for (var sample = 0; sample < Samples; sample++)
        {
            Draw(sample, drawn);
            values[sample] = metric(drawn);
        }
        if (!values.All(value => value == values[0]))
            return Middle(values);
        var beyond = 100 * (1 - Math.Pow((1 - Level) / 2, 1.0 / examples));
        return (isShare, values[0]) switch
        {
            (true, 0) => (0, beyond),
            (true, 100) => (100 - beyond, 100),
            _ => null,
        };
    }

    /// <summary>Draws as many of the examples as there are; the same ones each time that a sample of its number is drawn of so many.</summary>
    internal static void Draw(int sample, Span<int> drawn)
    {
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = (int)(Seeds.Of(Seed, "bootstrap", (long)sample * drawn.Length + i) % (ulong)drawn.Length);
    }

    /// <summary>The ends of the middle <see cref="Level"/> of the values, which are sorted in place.</summary>
    internal static (double Low, double High) Middle(double[] values)
    {
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
