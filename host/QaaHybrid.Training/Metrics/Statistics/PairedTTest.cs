using MathNet.Numerics.Distributions;

namespace QaaHybrid.Training;

/// <summary>
/// Student's paired t-test: t = d̄·√n/s_d of the differences, with n − 1 degrees of freedom, two-sided. It takes the differences to be normally distributed.
/// </summary>
public static class PairedTTest
{
    private const string Name = "paired t";

    /// <summary>Tests two methods over the same seeds.</summary>
    /// <param name="a">One value a seed.</param>
    /// <param name="b">The other method's, of the same seeds in the same order.</param>
    /// <exception cref="ArgumentException">The lists are empty or of different length, or a value is not finite.</exception>
    public static PairedTest Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var difference = MeanInterval.Of(SeedValues.Differences(a, b));
        if (difference.StandardDeviation is not { } deviation)
            return PairedTest.None(Name, difference, "one seed, no test");
        if (deviation == 0)
            return PairedTest.None(Name, difference, difference.Mean == 0 ? "no seed differs" : "the difference is the same for all seeds: no variance to test it by");
        var t = difference.Mean * Math.Sqrt(difference.Count) / deviation;
        return new PairedTest(Name, difference, t, 2 * StudentT.CDF(0, 1, difference.Count - 1, -Math.Abs(t)), null);
    }
}
