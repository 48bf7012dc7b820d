namespace QaaHybrid.Circuits;

/// <summary>A number that was measured.</summary>
/// <param name="Value">The mean.</param>
/// <param name="StandardError">Its standard error; 0 where it is exact.</param>
public readonly record struct Estimate(double Value, double StandardError)
{
    /// <summary>The square of the standard error.</summary>
    public double Variance => StandardError * StandardError;
}
