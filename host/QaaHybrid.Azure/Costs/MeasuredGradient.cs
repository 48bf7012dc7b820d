using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>A gradient from shots, and what its jobs would have cost.</summary>
/// <param name="Price">All its jobs together.</param>
/// <param name="Gradient">Value and derivatives, with their standard errors.</param>
/// <param name="Deviations">(measured − exact) / standard error of every derivative that has an error.</param>
public sealed record MeasuredGradient(PriceEstimate Price, GradientResult Gradient, IReadOnlyList<double> Deviations);
