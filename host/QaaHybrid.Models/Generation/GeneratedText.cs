namespace QaaHybrid.Models;

/// <summary>What a model added to a prompt.</summary>
/// <param name="Tokens">The new tokens, without an end token.</param>
/// <param name="Finished">Whether the model ended the text, by an end token or a stop string; otherwise it was cut at a limit.</param>
/// <param name="Score">With beams the sum of the log-probabilities divided by length to the power of the length penalty; else null.</param>
public sealed record GeneratedText(IReadOnlyList<int> Tokens, bool Finished, double? Score = null);
