using System.Text;

namespace QaaHybrid.Models;

/// <summary>BPE over the code points of a piece, as in Llama 2 and Gemma; what has no token becomes its bytes <c>&lt;0x0A&gt;</c>, or the unknown token.</summary>
internal sealed class BpeModel : TokenModel
{
    private readonly BpeMerges merges;
    private readonly BpeOptions options;
    private readonly Dictionary<string, int> vocabulary;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly int[]? byteIds;

    /// <param name="vocabulary">Token → id.</param>
    /// <param name="merges">What is joined.</param>
    /// <param name="options">The rest.</param>
    public BpeModel(Dictionary<string, int> vocabulary, BpeMerges merges, BpeOptions options)
    {
        this.vocabulary = vocabulary;
        this.merges = merges;
        this.options = options;
        lookup = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        byteIds = options.ByteFallback ? ByteTokens.Ids(vocabulary) : null;
    }

    /// <inheritdoc/>
    protected override TokenSpan[] Compute(ReadOnlySpan<char> piece)
    {
        if (options.IgnoreMerges && lookup.TryGetValue(piece, out var whole))
            return [new TokenSpan(whole, 0, piece.Length)];
        var tokens = new List<TokenSpan>(piece.Length);
        var position = 0;
        var unknownBefore = false;
        foreach (var rune in piece.EnumerateRunes())
        {
            var end = position + rune.Utf16SequenceLength;
            var known = Find(piece[position..end], position == 0, end == piece.Length, out var id);
            if (known)
                tokens.Add(new TokenSpan(id, position, end));
            else if (!ByteTokens.TryAdd(byteIds, rune, position, end, tokens))
                AddUnknown(piece, tokens, position, end, unknownBefore);
            unknownBefore = !known && tokens[^1].Id == options.UnknownId;
            position = end;
        }
        var result = tokens.ToArray();
        return result[..merges.Apply(result)];
    }

    private bool Find(ReadOnlySpan<char> symbol, bool first, bool last, out int id)
    {
        if ((first || options.ContinuingSubwordPrefix.Length == 0) && (!last || options.EndOfWordSuffix.Length == 0))
            return lookup.TryGetValue(symbol, out id);
        return vocabulary.TryGetValue((first ? "" : options.ContinuingSubwordPrefix) + symbol.ToString() + (last ? options.EndOfWordSuffix : ""), out id);
    }

    private void AddUnknown(ReadOnlySpan<char> piece, List<TokenSpan> tokens, int start, int end, bool unknownBefore)
    {
        if (options.UnknownId is not { } unknown)
            throw new FormatException($"'{piece[start..end]}' in '{piece}' has no token, and the tokenizer has no unknown token");
        if (options.FuseUnknown && unknownBefore)
            tokens[^1] = tokens[^1] with { End = end };
        else
            tokens.Add(new TokenSpan(unknown, start, end));
    }
}

/// <summary>What a BPE model does beside merging.</summary>
/// <param name="UnknownId">What a code point without token becomes; null refuses it.</param>
/// <param name="FuseUnknown">Whether neighbours without token become one unknown token.</param>
/// <param name="ByteFallback">Whether a code point without token becomes its bytes' tokens.</param>
/// <param name="IgnoreMerges">Whether a piece that is a token as a whole is taken without merging.</param>
/// <param name="ContinuingSubwordPrefix">Stands before every symbol of a word but the first.</param>
/// <param name="EndOfWordSuffix">Stands behind the last symbol of a word.</param>
internal sealed record BpeOptions(
    int? UnknownId, bool FuseUnknown = false, bool ByteFallback = false, bool IgnoreMerges = false, string ContinuingSubwordPrefix = "", string EndOfWordSuffix = "");
