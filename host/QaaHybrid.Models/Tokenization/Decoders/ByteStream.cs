using System.Text;

namespace QaaHybrid.Models;

/// <summary>A stream of tokens that spell bytes.</summary>
internal sealed class ByteStream(Func<int, byte[]> bytesOf) : DecodeStream
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

    /// <inheritdoc/>
    public override string Step(int id) => Decode(bytesOf(id), flush: false);

    /// <inheritdoc/>
    public override string Flush() => Decode([], flush: true);

    private string Decode(byte[] bytes, bool flush)
    {
        var chars = new char[decoder.GetCharCount(bytes, flush)];
        decoder.GetChars(bytes, chars, flush);
        return new string(chars);
    }
}
