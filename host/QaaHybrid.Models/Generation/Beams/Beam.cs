namespace QaaHybrid.Models;

/// <summary>A beginning that a beam search follows.</summary>
/// <param name="Tokens">The new tokens.</param>
/// <param name="Sum">The sum of their log-probabilities.</param>
/// <param name="Parent">The place, among the prompt's beams of the step before, of the beam it continues.</param>
internal sealed record Beam(int[] Tokens, double Sum, int Parent);
