namespace QaaHybrid.Circuits;

/// <summary>A value L(θ) and its gradient.</summary>
/// <param name="Value">L at θ.</param>
/// <param name="Gradient">∂L/∂θ, one number a parameter.</param>
/// <param name="Evaluations">How many circuits were run for it.</param>
public sealed record GradientResult(double Value, IReadOnlyList<double> Gradient, int Evaluations);
