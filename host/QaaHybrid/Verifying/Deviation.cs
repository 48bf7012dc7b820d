using QaaHybrid.Circuits;

namespace QaaHybrid;

/// <summary>A measured expectation value beside the exact one.</summary>
/// <param name="Value">What was measured.</param>
/// <param name="Error">Its standard error; 0 where it is exact.</param>
/// <param name="Difference">Measured less exact.</param>
public sealed record Deviation(double Value, double Error, double Difference)
{
    /// <summary>The difference in standard errors; null where values are exact.</summary>
    public double? Pull => Error > 0 ? Difference / Error : null;

    /// <summary>
    /// The error is the reported one, at least the one that the exact value predicts, <c>√((1 - z²) / S)</c>, and at least 1/S: S shots that all agree would report none.
    /// </summary>
    internal static Deviation Of(double exact, BackendResult result, int qubit, int? shots)
    {
        var reported = result.ZError?[qubit] ?? 0;
        var least = shots is { } count ? Math.Max(1.0 / count, Math.Sqrt(Math.Max(0, 1 - exact * exact) / count)) : 0;
        return new Deviation(result.Z[qubit], Math.Max(reported, least), result.Z[qubit] - exact);
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
