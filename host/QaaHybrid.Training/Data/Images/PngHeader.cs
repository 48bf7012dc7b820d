using System.Buffers.Binary;

namespace QaaHybrid.Training;

/// <summary>The header of a PNG image.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Depth">Bits of a sample.</param>
/// <param name="ColorType">0 grey, 2 red, green, blue, 3 palette, 4 grey and opacity, 6 red, green, blue and opacity.</param>
/// <param name="Interlaced">Whether the image comes in Adam7's seven passes.</param>
internal sealed record PngHeader(int Width, int Height, int Depth, int ColorType, bool Interlaced)
{
    private const int LargestSide = 1 << 14;

    // Adam7: first column and row of a pass, and the steps between its columns and rows.
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Samples of a pixel.</summary>
    public int Samples => ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>The passes that hold a pixel; one where the image is not interlaced.</summary>
    public IEnumerable<(int X, int Y, int StepX, int StepY, int Columns, int Rows)> Passes =>
        (Interlaced ? Adam7 : [(0, 0, 1, 1)])
            .Select(pass => (pass.X, pass.Y, pass.StepX, pass.StepY, (Width - pass.X + pass.StepX - 1) / pass.StepX, (Height - pass.Y + pass.StepY - 1) / pass.StepY))
            .Where(pass => pass.Item5 > 0 && pass.Item6 > 0);

    /// <summary>Bytes of a row of pixels, without the byte of its filter.</summary>
    public int RowBytes(int columns) => (columns * Samples * Depth + 7) / 8;

    /// <summary>Bytes of the image when it is inflated.</summary>
    public int RawBytes => Passes.Sum(pass => pass.Rows * (1 + RowBytes(pass.Columns)));

    public static PngHeader Parse(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 13)
            throw new DataFileException(path, $"has a header of {bytes.Length} bytes; expected 13");
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));
        if (width is 0 or > LargestSide || height is 0 or > LargestSide)
            throw new DataFileException(path, $"is {width} × {height} pixels; expected a size from 1 to {LargestSide}");
        var (depth, color) = (bytes[8], bytes[9]);
        var known = color switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        return known && bytes[10] == 0 && bytes[11] == 0 && bytes[12] <= 1
            ? new PngHeader((int)width, (int)height, depth, color, bytes[12] == 1)
            : throw new DataFileException(path, $"has colour type {color}, {depth} bits, compression {bytes[10]}, filter {bytes[11]}, interlace {bytes[12]}: PNG has no such images");
    }
}
