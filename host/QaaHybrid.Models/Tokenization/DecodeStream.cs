using System.Text;

namespace QaaHybrid.Models;

/// <summary>
/// Turns ids into text one by one. A character whose bytes lie in several tokens appears with the last of them.
/// </summary>
public sealed class DecodeStream
{
    private readonly Func<int, byte[]> bytesOf;
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

    internal DecodeStream(Func<int, byte[]> bytesOf) => this.bytesOf = bytesOf;

    /// <summary>The text that is complete with this id; empty where more bytes are needed.</summary>
    public string Step(int id) => Decode(bytesOf(id), flush: false);

    /// <summary>What is left at the end: U+FFFD for a character that was not completed.</summary>
    public string Flush() => Decode([], flush: true);

    private string Decode(byte[] bytes, bool flush)
    {
        var chars = new char[decoder.GetCharCount(bytes, flush)];
        decoder.GetChars(bytes, chars, flush);
        return new string(chars);
    }
}
