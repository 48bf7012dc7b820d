namespace QaaHybrid.Models;

/// <summary>What a model added to a prompt.</summary>
/// <param name="Tokens">The new tokens, without the one that ended the text.</param>
/// <param name="Finished">Whether the model ended the text; otherwise it was cut at a limit.</param>
public sealed record GeneratedText(IReadOnlyList<int> Tokens, bool Finished);
