using System.Buffers.Binary;
using System.IO.Compression;

namespace QaaHybrid.Training;

/// <summary>
/// MNIST's IDX files, as they are or compressed by gzip (<c>.gz</c>): numbers are big-endian; 0x00000803, count, rows, columns and a byte a pixel for images,
/// 0x00000801, count and a byte a label for labels.
/// </summary>
public static class IdxFile
{
    private const int ImageMagic = 0x803;
    private const int LabelMagic = 0x801;

    /// <summary>Images with their labels.</summary>
    /// <param name="images">The file of the images.</param>
    /// <param name="labels">The file of their labels.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="DataFileException">A file is missing, cut off or of another format, the counts differ, or a label is none of the classes.</exception>
    public static ImageSet Read(string images, string labels, int classes)
    {
        using var stream = Open(images);
        var (count, height, width) = Header(images, stream, ImageMagic, "images") is [var n, var h, var w] ? (n, h, w) : default;
        var names = ReadLabels(labels, classes);
        if (names.Length != count)
            throw new DataFileException(labels, $"holds {names.Length} labels, but {Path.GetFileName(images)} has {count} images");
        if (height is < 1 or > 1 << 14 || width is < 1 or > 1 << 14)
            throw new DataFileException(images, $"says that images are {height} × {width}; expected a size from 1 to 16384");
        var set = new ImageSet(1, height, width);
        foreach (var label in names)
        {
            var image = new byte[set.ImageBytes];
            Fill(images, stream, image, FormattableString.Invariant($"{count} images of {height} × {width}"));
            set.Add(image, label);
        }
        RefuseRest(images, stream, FormattableString.Invariant($"{count} images of {height} × {width}"));
        return set;
    }

    private static byte[] ReadLabels(string path, int classes)
    {
        using var stream = Open(path);
        var count = Header(path, stream, LabelMagic, "labels")[0];
        var labels = new byte[count];
        Fill(path, stream, labels, FormattableString.Invariant($"{count} labels"));
        RefuseRest(path, stream, FormattableString.Invariant($"{count} labels"));
        var wrong = Array.FindIndex(labels, label => label >= classes);
        return wrong < 0 ? labels : throw new DataFileException(path, $"label {wrong + 1} is {labels[wrong]}; expected 0 to {classes - 1}");
    }

    private static Stream Open(string path)
    {
        var file = TextFile.Open(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : new BufferedStream(file, 1 << 16);
    }

    /// <summary>The numbers behind the magic one: their count is its last byte.</summary>
    private static int[] Header(string path, Stream stream, int magic, string what)
    {
        Span<byte> number = stackalloc byte[4];
        Fill(path, stream, number, "a header");
        if (BinaryPrimitives.ReadInt32BigEndian(number) is var found && found != magic)
            throw new DataFileException(path, $"starts with 0x{found:x8}; an IDX file of {what} starts with 0x{magic:x8}");
        var sizes = new int[magic & 0xFF];
        for (var i = 0; i < sizes.Length; i++)
        {
            Fill(path, stream, number, "a header");
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(number);
        }
        return sizes[0] > 0 ? sizes : throw new DataFileException(path, $"says that it holds {sizes[0]} {what}");
    }

    private static void Fill(string path, Stream stream, Span<byte> bytes, string expected)
    {
        try
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new DataFileException(path, $"is cut off; expected {expected}");
        }
        catch (InvalidDataException error)
        {
            throw new DataFileException(path, $"is no gzip file, or damaged: {error.Message}", error);
        }
    }

    private static void RefuseRest(string path, Stream stream, string expected)
    {
        if (stream.ReadByte() >= 0)
            throw new DataFileException(path, $"is longer than {expected}");
    }
}
