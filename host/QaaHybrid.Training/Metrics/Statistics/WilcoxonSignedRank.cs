using MathNet.Numerics.Distributions;

namespace QaaHybrid.Training;

/// <summary>
/// Wilcoxon's signed-rank test (1945), two-sided: the sizes of the differences are ranked, and the smaller of the rank sums of both signs is judged. Differences of zero
/// are left out (Wilcoxon's own rule), equal sizes share the mean of their ranks. It takes no distribution, and so needs more seeds: of n pairs p is at least 2¹⁻ⁿ.
/// </summary>
public static class WilcoxonSignedRank
{
    /// <summary>The most differences whose distribution is counted out; of more the normal approximation is taken.</summary>
    public const int ExactUpTo = 50;

    private const string Name = "Wilcoxon signed-rank";

    /// <summary>Tests two methods over the same seeds.</summary>
    /// <param name="a">One value a seed.</param>
    /// <param name="b">The other method's, of the same seeds in the same order.</param>
    /// <exception cref="ArgumentException">The lists are empty or of different length, or a value is not finite.</exception>
    public static PairedTest Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var differences = SeedValues.Differences(a, b);
        var mean = MeanInterval.Of(differences);
        if (differences.Length == 1)
            return PairedTest.None(Name, mean, "one seed, no test");
        var signed = differences.Where(difference => difference != 0).ToArray();
        if (signed.Length == 0)
            return PairedTest.None(Name, mean, "no seed differs");
        var ranks = Correlation.Ranks([.. signed.Select(Math.Abs)]);
        var above = ranks.Zip(signed).Where(pair => pair.Second > 0).Sum(pair => pair.First);
        var smaller = Math.Min(above, ranks.Sum() - above);
        var p = signed.Length <= ExactUpTo ? Exact(ranks, smaller) : Approximate(ranks, smaller);
        var least = Math.ScaleB(1, 1 - signed.Length);
        return new PairedTest(Name, mean, smaller, p, least > 1 - Bootstrap.Level
            ? FormattableString.Invariant($"with {signed.Length} differing seeds p cannot fall below {least:0.####}")
            : null);
    }

    /// <summary>
    /// 2·P(W ≤ w), where each rank counts or does not with probability 1/2. Number of choices with sum s, rank by rank: c(s) ← c(s) + c(s − r). Ranks are doubled, so that
    /// shared ones are whole; counts stay below 2⁵⁰ and are exact.
    /// </summary>
    private static double Exact(double[] ranks, double smaller)
    {
        int[] doubled = [.. ranks.Select(rank => (int)(2 * rank))];
        var counts = new double[doubled.Sum() + 1];
        counts[0] = 1;
        foreach (var rank in doubled)
            for (var sum = counts.Length - 1; sum >= rank; sum--)
                counts[sum] += counts[sum - rank];
        return Math.Min(1, Math.ScaleB(counts.Take((int)(2 * smaller) + 1).Sum(), 1 - ranks.Length));
    }

    /// <summary>Normal with mean n(n + 1)/4 and variance n(n + 1)(2n + 1)/24 − Σ(t³ − t)/48 over groups of t equal sizes.</summary>
    private static double Approximate(double[] ranks, double smaller)
    {
        double n = ranks.Length;
        var ties = ranks.GroupBy(rank => rank).Sum(group => Math.Pow(group.Count(), 3) - group.Count());
        var variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48;
        return Math.Min(1, 2 * Normal.CDF(0, 1, (smaller - n * (n + 1) / 4) / Math.Sqrt(variance)));
    }
}
