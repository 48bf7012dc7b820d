using System.Text;

namespace QaaHybrid.Models;

/// <summary>BPE over the bytes of a piece, as in GPT-2: the vocabulary is spelt in the <see cref="ByteAlphabet"/>.</summary>
internal sealed class ByteLevelBpeModel : TokenModel
{
    private readonly BpeMerges merges;
    private readonly int[] byteIds;
    private readonly Dictionary<string, int>? wholePieces;

    /// <param name="vocabulary">Token in the byte alphabet → id.</param>
    /// <param name="merges">What is joined.</param>
    /// <param name="unknownId">What a byte without token becomes; null refuses it.</param>
    /// <param name="ignoreMerges">Whether a piece that is a token as a whole is taken without merging (Llama 3).</param>
    public ByteLevelBpeModel(Dictionary<string, int> vocabulary, BpeMerges merges, int? unknownId, bool ignoreMerges)
    {
        this.merges = merges;
        wholePieces = ignoreMerges ? vocabulary : null;
        byteIds = new int[256];
        for (var value = 0; value < 256; value++)
            byteIds[value] = vocabulary.TryGetValue(ByteAlphabet.CharOf((byte)value).ToString(), out var id) ? id : unknownId ?? -1;
    }

    /// <inheritdoc/>
    protected override TokenSpan[] Compute(ReadOnlySpan<char> piece)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(piece)];
        Encoding.UTF8.GetBytes(piece, bytes);
        if (wholePieces is not null && wholePieces.TryGetValue(ByteAlphabet.Spell(bytes), out var whole))
            return [new TokenSpan(whole, 0, piece.Length)];
        var tokens = new TokenSpan[bytes.Length];
        int at = 0, position = 0;
        foreach (var rune in piece.EnumerateRunes())
        {
            var end = position + rune.Utf16SequenceLength;
            for (var i = 0; i < rune.Utf8SequenceLength; i++, at++)
                tokens[at] = new TokenSpan(byteIds[bytes[at]], position, end);
            position = end;
        }
        if (Array.FindIndex(tokens, token => token.Id < 0) is var bare and >= 0)
            throw new FormatException($"the byte 0x{bytes[bare]:X2} in '{piece}' has no token, and the tokenizer has no unknown token");
        return tokens[..merges.Apply(tokens)];
    }
}
