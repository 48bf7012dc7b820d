using MathNet.Numerics.Distributions;

namespace QaaHybrid.Training;

/// <summary>
/// The mean over seeds and Student's interval of it (1908): x̄ ± t(n − 1)·s/√n. It says how much the mean would vary with other seeds, on the same held-out examples.
/// </summary>
/// <param name="Count">Number of seeds, n.</param>
/// <param name="Mean">x̄.</param>
/// <param name="StandardDeviation">s, of the sample: √(Σ(x − x̄)²/(n − 1)); null for one seed.</param>
/// <param name="HalfWidth">t(n − 1)·s/√n; null for one seed.</param>
/// <param name="Level">The share of such intervals that hold the true mean, in (0, 1).</param>
public sealed record MeanInterval(int Count, double Mean, double? StandardDeviation, double? HalfWidth, double Level)
{
    /// <summary>The lower end; null for one seed.</summary>
    public double? Low => Mean - HalfWidth;

    /// <summary>The upper end; null for one seed.</summary>
    public double? High => Mean + HalfWidth;

    /// <summary>What a reader has to know of an interval that is missing or has no width; null where there is nothing to say.</summary>
    public string? Remark => StandardDeviation switch
    {
        null => "one seed, no interval",
        0 => FormattableString.Invariant($"all {Count} seeds gave the same value"),
        _ => null,
    };

    /// <summary>Mean and interval of some values.</summary>
    /// <param name="values">A value a seed.</param>
    /// <param name="level">The interval's level, in (0, 1).</param>
    /// <exception cref="ArgumentException">There is no value, one is not finite, or the level is no share.</exception>
    public static MeanInterval Of(IReadOnlyList<double> values, double level = Bootstrap.Level)
    {
        SeedValues.Check(values);
        if (level is not (> 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant($"the level is {level}, expected a share between 0 and 1"), nameof(level));
        var count = values.Count;
        // The first value plus the mean of what the others are away from it: equal values have exactly their own mean, and no deviation.
        var mean = values[0] + values.Sum(value => value - values[0]) / count;
        if (count == 1)
            return new MeanInterval(1, mean, null, null, level);
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (count - 1));
        var t = StudentT.InvCDF(0, 1, count - 1, (1 + level) / 2);
        return new MeanInterval(count, mean, deviation, t * deviation / Math.Sqrt(count), level);
    }
}
