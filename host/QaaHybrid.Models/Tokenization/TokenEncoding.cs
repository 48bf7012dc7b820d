namespace QaaHybrid.Models;

/// <summary>
/// An encoded text, or pair of texts: Hugging Face's <c>Encoding</c>. All lists are of one length, one entry a token.
/// </summary>
public sealed class TokenEncoding
{
    private readonly Func<int, string?> tokenOf;
    private string[]? tokens;

    internal TokenEncoding(IReadOnlyList<EncodedSequence> parts, Func<int, string?> tokenOf)
    {
        this.tokenOf = tokenOf;
        Ids = [.. parts.SelectMany(part => part.Ids)];
        TypeIds = [.. parts.SelectMany(part => Enumerable.Repeat(part.TypeId, part.Ids.Count))];
        SpecialTokensMask = [.. parts.SelectMany(part => Enumerable.Repeat(part.Special ? 1 : 0, part.Ids.Count))];
        Offsets = [.. parts.SelectMany(part => part.Offsets)];
        AttentionMask = [.. Enumerable.Repeat(1, Ids.Length)];
    }

    private TokenEncoding(TokenEncoding encoding, int padding, Padding options)
    {
        tokenOf = encoding.tokenOf;
        Ids = Pad(encoding.Ids, options.PadId);
        TypeIds = Pad(encoding.TypeIds, options.PadTypeId);
        SpecialTokensMask = Pad(encoding.SpecialTokensMask, 1);
        Offsets = Pad(encoding.Offsets, (0, 0));
        AttentionMask = Pad(encoding.AttentionMask, 0);

        T[] Pad<T>(T[] values, T value)
        {
            var filler = Enumerable.Repeat(value, padding);
            return options.Direction == Direction.Right ? [.. values, .. filler] : [.. filler, .. values];
        }
    }

    /// <summary>Ids of the tokens: what a model takes.</summary>
    public int[] Ids { get; }

    /// <summary>Which text a token belongs to, as the template counts: 0 for the first, mostly 1 for the second.</summary>
    public int[] TypeIds { get; }

    /// <summary>1 for tokens, 0 for padding.</summary>
    public int[] AttentionMask { get; }

    /// <summary>1 for what the template or padding put there, 0 for the texts' own tokens.</summary>
    public int[] SpecialTokensMask { get; }

    /// <summary>
    /// Where a token's characters stand in the text as it was given: UTF-16 units, so that <c>text[start..end]</c> is what it came from.
    /// (0, 0) for special tokens and padding.
    /// </summary>
    public (int Start, int End)[] Offsets { get; }

    /// <summary>The tokens as they stand in the vocabulary.</summary>
    public IReadOnlyList<string> Tokens => tokens ??= Array.ConvertAll(Ids, id => tokenOf(id) ?? "");

    /// <summary>Number of tokens, padding included.</summary>
    public int Length => Ids.Length;

    /// <summary>The same with padding up to <paramref name="length"/>.</summary>
    internal TokenEncoding PadTo(int length, Padding options) => length <= Length ? this : new TokenEncoding(this, length - Length, options);
}
