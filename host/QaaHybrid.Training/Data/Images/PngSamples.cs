namespace QaaHybrid.Training;

/// <summary>The samples of a PNG image: filters undone, bits unpacked, interlaced passes put together.</summary>
internal static class PngSamples
{
    /// <summary>The samples as 8 bits, pixel by pixel, row after row. Samples of fewer bits stay as they are: an index of a palette, or a level of grey.</summary>
    public static byte[] Unpack(string path, PngHeader header, byte[] raw)
    {
        var samples = new byte[header.Width * header.Height * header.Samples];
        var at = 0;
        var pixelBytes = Math.Max(1, header.Samples * header.Depth / 8);
        foreach (var pass in header.Passes)
        {
            var size = header.RowBytes(pass.Columns);
            var above = new byte[size];
            for (var row = 0; row < pass.Rows; row++, at += 1 + size)
            {
                var line = raw.AsSpan(at + 1, size);
                Unfilter(path, raw[at], line, above, pixelBytes);
                line.CopyTo(above);
                for (var column = 0; column < pass.Columns; column++)
                    for (var s = 0; s < header.Samples; s++)
                        samples[((pass.Y + row * pass.StepY) * header.Width + pass.X + column * pass.StepX) * header.Samples + s] = Sample(line, column * header.Samples + s, header.Depth);
            }
        }
        return samples;
    }

    private static byte Sample(ReadOnlySpan<byte> line, int index, int depth) => depth switch
    {
        16 => line[2 * index],
        8 => line[index],
        _ => (byte)((line[index * depth / 8] >> (8 - depth - index * depth % 8)) & ((1 << depth) - 1)),
    };

    /// <summary>A byte is stored as its difference from a prediction by the bytes to its left (a), above (b) and above left (c), modulo 256.</summary>
    private static void Unfilter(string path, byte filter, Span<byte> line, ReadOnlySpan<byte> above, int pixelBytes)
    {
        if (filter > 4)
            throw new DataFileException(path, $"is damaged: a row has the filter {filter}, expected 0 to 4");
        for (var i = 0; i < line.Length; i++)
        {
            int a = i >= pixelBytes ? line[i - pixelBytes] : 0, b = above[i], c = i >= pixelBytes ? above[i - pixelBytes] : 0;
            line[i] += (byte)(filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => Paeth(a, b, c) });
        }
    }

    private static int Paeth(int a, int b, int c)
    {
        var p = a + b - c;
        var (pa, pb, pc) = (Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
}
