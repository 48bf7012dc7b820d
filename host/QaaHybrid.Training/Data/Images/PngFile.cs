using System.Buffers.Binary;
using System.IO.Compression;

namespace QaaHybrid.Training;

/// <summary>
/// Reads PNG images (PNG specification, W3C, third edition) of every colour type and depth, interlaced ones too. What comes out is 8 bits a channel, grey or red, green, blue;
/// depths of 16 bits lose their lower byte, and transparency is put on white.
/// </summary>
public static partial class PngFile
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>The size and the pixels of an image.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Channels (1 or 3), height, width and the pixels: channel after channel, each row after row.</returns>
    /// <exception cref="DataFileException">The file is missing, no PNG, damaged, or cut off.</exception>
    public static (int Channels, int Height, int Width, byte[] Pixels) Read(string path)
    {
        using var stream = TextFile.Open(path);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        if (!bytes.AsSpan().StartsWith(Signature))
            throw new DataFileException(path, bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8])
                ? "is a JPEG image, and there is no decoder for it here; convert it to PNG, for example by ImageMagick: mogrify -format png *.jpg"
                : "is no PNG image");
        var header = default(PngHeader?);
        byte[] palette = [], transparency = [];
        using var data = new MemoryStream();
        foreach (var (type, content) in Chunks(path, bytes))
            switch (type)
            {
                case "IHDR":
                    header = PngHeader.Parse(path, content.Span);
                    break;
                case "PLTE":
                    palette = content.ToArray();
                    break;
                case "tRNS":
                    transparency = content.ToArray();
                    break;
                case "IDAT":
                    data.Write(content.Span);
                    break;
                default:
                    if (char.IsAsciiLetterUpper(type[0]) && type != "IEND")
                        throw new DataFileException(path, $"has a chunk {type}, which is not known and says that the image cannot be shown without it");
                    break;
            }
        if (header is null)
            throw new DataFileException(path, "has no header (IHDR)");
        var samples = PngSamples.Unpack(path, header, Inflate(path, header, data));
        return PngColor.Convert(path, header, samples, palette, transparency);
    }

    /// <summary>Length, type, content and checksum of each chunk, up to IEND.</summary>
    private static IEnumerable<(string Type, ReadOnlyMemory<byte> Content)> Chunks(string path, byte[] bytes)
    {
        for (var at = Signature.Length; ;)
        {
            if (at + 12 > bytes.Length)
                throw new DataFileException(path, "is cut off before its end (IEND)");
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length > bytes.Length - at - 12)
                throw new DataFileException(path, "is cut off inside a chunk");
            var end = at + 8 + (int)length;
            var type = System.Text.Encoding.Latin1.GetString(bytes, at + 4, 4);
            if (Crc32(bytes.AsSpan((at + 4)..end)) != BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(end)))
                throw new DataFileException(path, $"is damaged: the checksum of its chunk {type} does not fit");
            yield return (type, bytes.AsMemory((at + 8)..end));
            if (type == "IEND")
                yield break;
            at = end + 4;
        }
    }

    private static byte[] Inflate(string path, PngHeader header, MemoryStream data)
    {
        data.Position = 0;
        var raw = new byte[header.RawBytes];
        try
        {
            using var inflater = new ZLibStream(data, CompressionMode.Decompress);
            if (inflater.ReadAtLeast(raw, raw.Length, throwOnEndOfStream: false) < raw.Length)
                throw new DataFileException(path, $"has less data than {header.Width} × {header.Height} pixels need");
        }
        catch (InvalidDataException error)
        {
            throw new DataFileException(path, $"is damaged: {error.Message}", error);
        }
        return raw;
    }

    /// <summary>The checksum of ISO 3309: polynomial 0xEDB88320, bits reversed.</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
