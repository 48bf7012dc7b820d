using System.Text;

namespace QaaHybrid.Models;

/// <summary>WordPiece (BERT): the longest token that a word begins with, then the longest that its rest begins with, and so on; a word that does not come out is unknown as a whole.</summary>
/// <param name="vocabulary">Token → id.</param>
/// <param name="unknownId">Id of a word that does not come out.</param>
/// <param name="prefix">Stands before a token inside a word: <c>##</c>.</param>
/// <param name="longestWord">Words of more code points are unknown.</param>
internal sealed class WordPieceModel(Dictionary<string, int> vocabulary, int unknownId, string prefix, int longestWord) : TokenModel
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly int longestToken = vocabulary.Keys.Select(token => token.Length).DefaultIfEmpty(0).Max();

    /// <inheritdoc/>
    protected override TokenSpan[] Compute(ReadOnlySpan<char> piece)
    {
        TokenSpan[] unknown = [new TokenSpan(unknownId, 0, piece.Length)];
        var length = 0;
        foreach (var _ in piece.EnumerateRunes())
            length++;
        if (length > longestWord)
            return unknown;

        // The word behind a prefix: what follows a place is then always "prefix + rest" once the prefix is copied before it.
        var word = string.Concat(prefix, piece).ToCharArray();
        var tokens = new List<TokenSpan>();
        for (int start = 0, end; start < piece.Length; start = end)
        {
            var skipped = start == 0 ? prefix.Length : start;
            if (start > 0)
                prefix.CopyTo(0, word, start, prefix.Length);
            var id = -1;
            for (end = Math.Min(piece.Length, start + longestToken); end > start; end--)
                if (!(end < piece.Length && char.IsLowSurrogate(piece[end])) && lookup.TryGetValue(word.AsSpan(skipped, prefix.Length + end - skipped), out id))
                    break;
            if (end == start)
                return unknown;
            tokens.Add(new TokenSpan(id, start, end));
        }
        return [.. tokens];
    }
}
