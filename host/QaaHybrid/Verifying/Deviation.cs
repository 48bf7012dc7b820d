using QaaHybrid.Circuits;

namespace QaaHybrid;

/// <summary>A measured number beside the exact one.</summary>
/// <param name="Value">What was measured.</param>
/// <param name="Error">Its standard error; 0 where it is exact.</param>
/// <param name="Difference">Measured less exact.</param>
public sealed record Deviation(double Value, double Error, double Difference)
{
    /// <summary>The difference in standard errors; null where values are exact.</summary>
    public double? Pull => Error > 0 ? Difference / Error : null;

    /// <summary>
    /// The error is the reported one, at least the one that the exact value predicts, <c>√(variance / S)</c>, and at least 1/S: S shots that all agree would report none.
    /// </summary>
    /// <param name="exact">The exact value.</param>
    /// <param name="measured">What was measured, with the error that was reported.</param>
    /// <param name="variance">The exact variance of one shot.</param>
    /// <param name="shots">How many; null for exact values.</param>
    internal static Deviation Of(double exact, Estimate measured, double variance, int? shots)
    {
        var least = shots is { } count ? Math.Max(1.0 / count, Math.Sqrt(Math.Max(0, variance) / count)) : 0;
        return new Deviation(measured.Value, Math.Max(measured.StandardError, least), measured.Value - exact);
    }
}

/// <summary>How far many values are off.</summary>
/// <param name="Values">How many.</param>
/// <param name="MeanAbsolute">Mean of |measured − exact|.</param>
/// <param name="MostAbsolute">The largest.</param>
/// <param name="MeanSquaredPull">Mean square of the differences in standard errors: about 1 where nothing but shots is behind them; null for exact values.</param>
public sealed record DeviationSummary(int Values, double MeanAbsolute, double MostAbsolute, double? MeanSquaredPull)
{
    internal static DeviationSummary Of(IReadOnlyList<Deviation> deviations) => new(
        deviations.Count, deviations.Average(value => Math.Abs(value.Difference)), deviations.Max(value => Math.Abs(value.Difference)), deviations.Average(value => value.Pull * value.Pull));
}
