namespace QaaHybrid.Training;

/// <summary>Whether two methods differ over the same seeds: a two-sided test of the differences, pair by pair.</summary>
/// <param name="Name">The test: <c>paired t</c> or <c>Wilcoxon signed-rank</c>.</param>
/// <param name="Difference">The mean difference, first minus second, and its interval.</param>
/// <param name="Statistic">Student's t, or the smaller of the two sums of ranks; null where there is no test.</param>
/// <param name="PValue">How likely a difference at least as large is if the methods do not differ; null where there is no test.</param>
/// <param name="Remark">Why there is no test, or what limits it; null where there is nothing to say.</param>
public sealed record PairedTest(string Name, MeanInterval Difference, double? Statistic, double? PValue, string? Remark)
{
    /// <summary>A test that cannot be made.</summary>
    internal static PairedTest None(string name, MeanInterval difference, string why) => new(name, difference, null, null, why);
}
