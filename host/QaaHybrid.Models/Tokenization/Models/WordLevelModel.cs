namespace QaaHybrid.Models;

/// <summary><c>WordLevel</c>: a piece is a token as a whole, or unknown.</summary>
internal sealed class WordLevelModel(Dictionary<string, int> vocabulary, int? unknownId) : TokenModel
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <inheritdoc/>
    protected override TokenSpan[] Compute(ReadOnlySpan<char> piece) =>
        [new TokenSpan(lookup.TryGetValue(piece, out var id) ? id : unknownId ?? throw new FormatException($"'{piece}' has no token, and the tokenizer has no unknown token"), 0, piece.Length)];
}
