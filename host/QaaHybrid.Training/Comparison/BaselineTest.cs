namespace QaaHybrid.Training;

/// <summary>How a method differs from the baseline in one measure.</summary>
/// <param name="Difference">The method minus the baseline, the mean over the seeds that both have.</param>
/// <param name="Low">The lower end of its 95 % interval; null where there is none.</param>
/// <param name="High">The upper end.</param>
/// <param name="PValue">How likely a difference at least as large is where there is none; null where there is no test.</param>
/// <param name="Evidence">What the test is over.</param>
/// <param name="Remark">Why there is no test; null where there is one.</param>
public sealed record BaselineTest(double Difference, double? Low, double? High, double? PValue, Evidence Evidence, string? Remark)
{
    /// <summary>Below this a difference counts as one.</summary>
    public const double Alpha = 0.05;

    /// <summary>The p-value after Holm's correction for all methods that are tested against the baseline in this measure.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>Whether the difference is larger than chance explains.</summary>
    public bool IsSignificant => AdjustedPValue < Alpha;

    /// <summary>Compares a method with the baseline.</summary>
    internal static BaselineTest Of(Measure measure, IReadOnlyList<SeededMethod> method, IReadOnlyList<SeededMethod> baseline, MetricsRecipe options)
    {
        var seeds = method.Select(run => run.Seed).Intersect(baseline.Select(run => run.Seed)).ToHashSet();
        var (a, b) = (method.Where(run => seeds.Contains(run.Seed)).ToList(), baseline.Where(run => seeds.Contains(run.Seed)).ToList());
        if (seeds.Count == 0)
            return new BaselineTest(double.NaN, null, null, null, Evidence.None, "no seed in common");
        var (x, y) = (a.Select(run => run.Value(measure)).ToList(), b.Select(run => run.Value(measure)).ToList());
        var over = PairedTTest.Of(x, y);
        if (seeds.Count >= MeasuredValue.SeedsForTests)
            return new BaselineTest(over.Difference.Mean, over.Difference.Low, over.Difference.High, over.PValue, Evidence.Seeds, over.Remark);
        if (MeasuredValue.Examples(measure, a, options, out var examples) is not { } first || MeasuredValue.Examples(measure, b, options, out var others) is not { } second || examples != others)
            return new BaselineTest(over.Difference.Mean, null, null, null, Evidence.None, $"fewer than {MeasuredValue.SeedsForTests} seeds");
        var paired = PairedBootstrap.Of(first, second, examples);
        return new BaselineTest(over.Difference.Mean, paired.Low, paired.High, paired.PValue, Evidence.Examples, paired.Remark);
    }
}
