using System.Text;

namespace QaaHybrid.Models;

/// <summary><c>ByteLevel</c>: the bytes that the tokens spell. A token with a character that spells none stands for itself.</summary>
internal sealed class ByteLevelDecoder : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Decode(List<string> tokens) =>
        [Encoding.UTF8.GetString([.. tokens.SelectMany(token => ByteAlphabet.BytesOf(token) ?? Encoding.UTF8.GetBytes(token))])];
}

/// <summary><c>ByteFallback</c>: runs of <c>&lt;0x0A&gt;</c> become the characters that they spell, or U+FFFD for each byte.</summary>
internal sealed class ByteFallbackDecoder : TokenDecoder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public override List<string> Decode(List<string> tokens)
    {
        var result = new List<string>(tokens.Count);
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            if (ByteTokens.ByteOf(token) is { } value)
                bytes.Add(value);
            else
            {
                Flush();
                result.Add(token);
            }
        }
        Flush();
        return result;

        void Flush()
        {
            if (bytes.Count == 0)
                return;
            try
            {
                result.Add(Strict.GetString([.. bytes]));
            }
            catch (DecoderFallbackException)
            {
                result.Add(new string('\uFFFD', bytes.Count));
            }
            bytes.Clear();
        }
    }
}
