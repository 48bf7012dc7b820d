namespace QaaHybrid.Models;

/// <summary>What a <c>tokenizer.json</c> says, checked and ready for use.</summary>
/// <param name="Vocabulary">Token in the byte alphabet → id.</param>
/// <param name="Model">Merges byte pairs.</param>
/// <param name="PreTokenizer">Cuts a text.</param>
/// <param name="Added">Tokens found before that.</param>
/// <param name="Before">Ids that the template puts before a text.</param>
/// <param name="After">Ids that the template puts after a text.</param>
internal sealed record TokenizerParts(
    Dictionary<string, int> Vocabulary, BpeModel Model, PreTokenizer PreTokenizer, IReadOnlyList<AddedToken> Added, int[] Before, int[] After);
