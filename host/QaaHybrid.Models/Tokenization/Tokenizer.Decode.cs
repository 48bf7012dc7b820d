using System.Text;

namespace QaaHybrid.Models;

public sealed partial class Tokenizer
{
    /// <summary>
    /// The text of ids. Bytes that are no valid UTF-8, for example the first half of a character, become U+FFFD; ids without a token are left out.
    /// </summary>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (parts.Decoder is not ByteLevelDecoder)
            return DecodeTokens(ids, skipSpecialTokens);
        var stream = DecodeStream(skipSpecialTokens);
        var text = new StringBuilder();
        foreach (var id in ids)
            text.Append(stream.Step(id));
        return text.Append(stream.Flush()).ToString();
    }

    /// <summary>The texts of several lists of ids.</summary>
    public string[] DecodeBatch(IEnumerable<IEnumerable<int>> batch, bool skipSpecialTokens = true) => [.. batch.Select(ids => Decode(ids, skipSpecialTokens))];

    /// <summary>A decoder that takes one id after another and gives text as soon as its characters are complete.</summary>
    public DecodeStream DecodeStream(bool skipSpecialTokens = true) =>
        parts.Decoder is ByteLevelDecoder ? new ByteStream(id => BytesOf(id, skipSpecialTokens)) : new WindowStream(ids => DecodeTokens(ids, skipSpecialTokens));

    private string DecodeTokens(IEnumerable<int> ids, bool skipSpecialTokens)
    {
        var tokens = ids.Where(id => !(skipSpecialTokens && IsSpecial(id))).Select(IdToToken).OfType<string>().ToList();
        return parts.Decoder is null ? string.Join(' ', tokens) : string.Concat(parts.Decoder.Decode(tokens));
    }

    private byte[] BytesOf(int id, bool skipSpecialTokens)
    {
        // An added token is written as it is read, not in the alphabet of bytes.
        if (Vocabulary.AddedOf(id) is { } token)
            return token.Special && skipSpecialTokens ? [] : Encoding.UTF8.GetBytes(token.Content);
        return IdToToken(id) is { } content ? ByteAlphabet.BytesOf(content) ?? Encoding.UTF8.GetBytes(content) : [];
    }
}
