using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace QaaHybrid.Training;

public static partial class PngFile
{
    /// <summary>An image as a PNG file of 8 bits a channel, without filters.</summary>
    /// <param name="channels">1 for grey, 3 for red, green, blue.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="pixels">Channel after channel, each row after row, as <see cref="Read"/> gives them.</param>
    /// <exception cref="ArgumentException">The number of channels or of pixels does not fit.</exception>
    public static byte[] Encode(int channels, int height, int width, ReadOnlySpan<byte> pixels)
    {
        if (channels is not (1 or 3))
            throw new ArgumentException($"{channels} channels, expected 1 or 3", nameof(channels));
        if (height < 1 || width < 1 || pixels.Length != (long)channels * height * width)
            throw new ArgumentException($"{pixels.Length} values for an image of {channels} × {height} × {width}", nameof(pixels));
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        // Depth, colour type (grey or red, green, blue), and the only compression, filter method and order without interlacing.
        ((ReadOnlySpan<byte>)[8, (byte)(channels == 1 ? 0 : 2), 0, 0, 0]).CopyTo(header[8..]);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", Deflate(channels, height, width, pixels));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    // Each row begins with the number of its filter, 0 for none; the channels of a pixel lie together.
    private static byte[] Deflate(int channels, int height, int width, ReadOnlySpan<byte> pixels)
    {
        using var data = new MemoryStream();
        using (var deflater = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[1 + channels * width];
            for (var y = 0; y < height; y++)
            {
                for (var channel = 0; channel < channels; channel++)
                    for (var x = 0; x < width; x++)
                        row[1 + x * channels + channel] = pixels[(channel * height + y) * width + x];
                deflater.Write(row);
            }
        }
        return data.ToArray();
    }

    private static void WriteChunk(Stream file, string type, ReadOnlySpan<byte> content)
    {
        byte[] named = [.. Encoding.Latin1.GetBytes(type), .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32(named));
        file.Write(number);
    }
}
