namespace QaaHybrid.Circuits;

/// <summary>A value L(θ) and its gradient.</summary>
/// <param name="Value">L at θ.</param>
/// <param name="Gradient">∂L/∂θ, one number a parameter.</param>
/// <param name="Evaluations">How many circuits were run for it.</param>
/// <param name="ValueError">Standard error of <paramref name="Value"/>; null where it is exact or its error is not known.</param>
/// <param name="Error">Standard errors of <paramref name="Gradient"/>; null where it is exact or its errors are not known.</param>
/// <param name="Shots">How many shots were taken in all; 0 for exact values.</param>
public sealed record GradientResult(
    double Value, IReadOnlyList<double> Gradient, int Evaluations, double? ValueError = null, IReadOnlyList<double>? Error = null, long Shots = 0);
