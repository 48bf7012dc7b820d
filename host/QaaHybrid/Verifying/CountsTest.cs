using MathNet.Numerics;

namespace QaaHybrid;

/// <summary>Pearson's test of counts against probabilities: <c>χ² = Σ (O − E)² / E</c>.</summary>
/// <param name="ChiSquare">χ².</param>
/// <param name="DegreesOfFreedom">One less than the cells.</param>
public sealed record CountsTest(double ChiSquare, int DegreesOfFreedom)
{
    // Cells that expect fewer are put together: the distribution of χ² is that of the many (Cochran, Biometrics 10, 417 (1954)).
    private const double LeastExpected = 5;

    /// <summary>How probable a χ² at least as large is where the backend has no errors but those of shots; 1 where there is nothing to test.</summary>
    public double PValue => DegreesOfFreedom < 1 ? 1 : SpecialFunctions.GammaUpperRegularized(DegreesOfFreedom / 2.0, ChiSquare / 2);

    internal static CountsTest Of(IReadOnlyDictionary<string, long> counts, IReadOnlyList<double> probabilities)
    {
        var shots = counts.Values.Sum();
        var observed = new long[probabilities.Count];
        foreach (var (bits, count) in counts)
            observed[Convert.ToInt32(bits, 2)] += count;
        // In ascending order, so that what is put together are the rarest.
        var (chiSquare, cells, sum, expected) = (0.0, 0, 0L, 0.0);
        foreach (var state in Enumerable.Range(0, observed.Length).OrderBy(state => probabilities[state]))
        {
            (sum, expected) = (sum + observed[state], expected + shots * probabilities[state]);
            if (expected < LeastExpected)
                continue;
            (chiSquare, cells) = (chiSquare + (sum - expected) * (sum - expected) / expected, cells + 1);
            (sum, expected) = (0, 0);
        }
        return new CountsTest(chiSquare, Math.Max(0, cells - 1));
    }
}
