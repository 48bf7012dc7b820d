namespace QaaHybrid.Training;

/// <summary>The colours of a PNG image's samples: palettes looked up, levels stretched to 8 bits, transparency put on white.</summary>
internal static class PngColor
{
    public static (int Channels, int Height, int Width, byte[] Pixels) Convert(string path, PngHeader header, byte[] samples, byte[] palette, byte[] transparency)
    {
        var pixels = header.Width * header.Height;
        var channels = header.ColorType is 0 or 4 ? 1 : 3;
        var image = new byte[channels * pixels];
        if (header.ColorType == 3 && (palette.Length == 0 || palette.Length % 3 != 0))
            throw new DataFileException(path, $"has a palette of {palette.Length} bytes; expected a multiple of 3");
        for (var i = 0; i < pixels; i++)
            for (var channel = 0; channel < channels; channel++)
                image[channel * pixels + i] = header.ColorType == 3
                    ? Indexed(path, samples[i], channel, palette, transparency)
                    : Direct(header, samples.AsSpan(i * header.Samples, header.Samples), channel, transparency);
        return (channels, header.Height, header.Width, image);
    }

    private static byte Indexed(string path, byte index, int channel, byte[] palette, byte[] transparency) => 3 * index < palette.Length
        ? OnWhite(palette[3 * index + channel], index < transparency.Length ? transparency[index] : byte.MaxValue)
        : throw new DataFileException(path, $"has a pixel of colour {index}, but its palette has {palette.Length / 3}");

    private static byte Direct(PngHeader header, ReadOnlySpan<byte> pixel, int channel, byte[] transparency)
    {
        var value = header.Depth < 8 ? (byte)(pixel[channel] * 255 / ((1 << header.Depth) - 1)) : pixel[channel];
        return header.ColorType >= 4 ? OnWhite(value, pixel[^1]) : IsTransparent(header, pixel, transparency) ? byte.MaxValue : value;
    }

    // tRNS of grey and colour images names one colour, two bytes a sample; 16 bits are compared by their upper byte, as everything else here.
    private static bool IsTransparent(PngHeader header, ReadOnlySpan<byte> pixel, byte[] transparency)
    {
        if (transparency.Length != 2 * pixel.Length)
            return false;
        for (var s = 0; s < pixel.Length; s++)
            if (pixel[s] != transparency[2 * s + (header.Depth == 16 ? 0 : 1)])
                return false;
        return true;
    }

    private static byte OnWhite(byte value, byte opacity) => (byte)((value * opacity + 255 * (255 - opacity) + 127) / 255);
}
