namespace QaaHybrid.Training;

/// <summary>
/// Whether two methods differ over held-out examples (Koehn, EMNLP 2004): both are measured on the same samples of the examples, drawn with replacement. It says how
/// sure a difference is with other examples, not with other seeds of the training; <see cref="ExampleMetrics.OverSeeds"/> compares means over seeds.
/// </summary>
/// <param name="Examples">Number of held-out examples.</param>
/// <param name="First">The first method's value on all examples.</param>
/// <param name="Second">The second method's.</param>
/// <param name="Low">The lower end of the interval of the difference; null for one example, and where no example differs.</param>
/// <param name="High">Its upper end; null as <paramref name="Low"/> is.</param>
/// <param name="ShareAbove">Share of the samples in which the first method's value is higher; equal ones count half. Koehn asks for 95 % of them.</param>
/// <param name="PValue">
/// Two-sided: (1 + number of samples with |Δ* − mean of Δ*| ≥ |Δ|) / (1 + samples), that is, of differences shifted to no difference; null as <paramref name="Low"/> is.
/// </param>
public sealed record PairedBootstrap(int Examples, double First, double Second, double? Low, double? High, double ShareAbove, double? PValue)
{
    /// <summary>First minus second on all examples, Δ.</summary>
    public double Difference => First - Second;

    /// <summary>What a reader has to know; null where there is nothing to say.</summary>
    public string? Remark => PValue is not null ? null : Examples == 1 ? "one held-out example, no test" : "no held-out example differs";

    /// <summary>Compares two methods.</summary>
    /// <param name="first">One method's metric.</param>
    /// <param name="second">The other's, of the same examples.</param>
    /// <param name="examples">Number of examples.</param>
    /// <param name="samples">Samples to draw.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no example or no sample.</exception>
    public static PairedBootstrap Of(ExampleMetric first, ExampleMetric second, int examples, int samples = Bootstrap.Samples)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(examples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        int[] drawn = [.. Enumerable.Range(0, examples)];
        var (a, b) = (first(drawn), second(drawn));
        if (examples == 1)
            return new PairedBootstrap(1, a, b, null, null, Above(a, b), null);
        var differences = new double[samples];
        var above = 0.0;
        for (var sample = 0; sample < samples; sample++)
        {
            Bootstrap.Draw(sample, drawn);
            var (x, y) = (first(drawn), second(drawn));
            differences[sample] = x - y;
            above += Above(x, y);
        }
        // Two methods that are alike on these few examples are not shown to be alike on others.
        if (Array.TrueForAll(differences, difference => difference == 0))
            return new PairedBootstrap(examples, a, b, null, null, Above(a, b), null);
        var (low, high) = Bootstrap.Middle(differences);
        var mean = differences.Sum() / samples;
        var beyond = differences.Count(difference => Math.Abs(difference - mean) >= Math.Abs(a - b));
        return new PairedBootstrap(examples, a, b, low, high, above / samples, (1.0 + beyond) / (1 + samples));
    }

    private static double Above(double a, double b) => a > b ? 1 : a == b ? 0.5 : 0;
}
