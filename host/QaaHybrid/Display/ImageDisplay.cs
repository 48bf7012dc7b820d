using QaaHybrid.Training;

namespace QaaHybrid.Display;

/// <summary>Images: those that are files already, and tensors of pixels.</summary>
public static class ImageDisplay
{
    private const string PngType = "image/png";
    private const int SmallestSide = 112;
    private const int Columns = 8;
    private const int Gap = 2;

    private static readonly (byte[] Begin, string Type)[] Files =
        [([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], PngType), ([0xFF, 0xD8, 0xFF], "image/jpeg"), ([.. "GIF8"u8], "image/gif")];

    /// <summary>Bytes: an image where they begin like a PNG, JPEG or GIF file, else the first of them as numbers.</summary>
    public static MimeBundle Of(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var type = Files.FirstOrDefault(file => bytes.AsSpan().StartsWith(file.Begin)).Type;
        return type is null ? MimeBundle.OfText(PlainValues.Text(bytes))
            : MimeBundle.OfText(FormattableString.Invariant($"{type["image/".Length..].ToUpperInvariant()} image, {bytes.Length:#,0} bytes")).With(type, bytes);
    }

    /// <summary>
    /// Pixels as a PNG image: <c>[height, width]</c>, <c>[channels, height, width]</c> with one channel or three, or several of these as
    /// <c>[images, channels, height, width]</c>, eight a row. Integers are 0…255, other numbers 0…1; what lies beyond is cut. Small images are enlarged, pixel by pixel.
    /// </summary>
    /// <exception cref="ArgumentException">The shape is none of these.</exception>
    public static MimeBundle Of(Tensor pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        var shape = pixels.shape;
        if (shape.Length is < 2 or > 4 || pixels.numel() == 0 || (shape.Length > 2 && shape[^3] is not (1 or 3)))
            throw new ArgumentException(
                $"a tensor [{string.Join(", ", shape)}] is no image: expected [height, width], [channels, height, width] or [images, channels, height, width], with 1 or 3 channels", nameof(pixels));
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var (height, width) = ((int)shape[^2], (int)shape[^1]);
        var (count, channels) = (shape.Length == 4 ? (int)shape[0] : 1, shape.Length == 2 ? 1 : (int)shape[^3]);
        var values = (is_floating_point(pixels.dtype) || pixels.dtype == ScalarType.Bool ? pixels.detach().to(float32) * 255 : pixels.detach().to(float32)).reshape(-1).ToArray<float>();
        return Sheet(values, count, channels, height, width);
    }

    // The images beside and below each other on white, every pixel a square.
    private static MimeBundle Sheet(float[] values, int count, int channels, int height, int width)
    {
        var (rows, columns) = ((count + Columns - 1) / Columns, Math.Min(count, Columns));
        var scale = count > 1 ? Math.Max(1, SmallestSide / 2 / Math.Max(height, width)) : Math.Max(1, SmallestSide / Math.Max(height, width));
        var (down, across) = (rows * (height * scale + Gap) - Gap, columns * (width * scale + Gap) - Gap);
        var sheet = new byte[channels * down * across];
        Array.Fill(sheet, byte.MaxValue);
        for (var image = 0; image < count; image++)
        {
            var (top, left) = (image / Columns * (height * scale + Gap), image % Columns * (width * scale + Gap));
            for (var channel = 0; channel < channels; channel++)
                for (var y = 0; y < height * scale; y++)
                    for (var x = 0; x < width * scale; x++)
                        sheet[(channel * down + top + y) * across + left + x] =
                            (byte)Math.Clamp(MathF.Round(values[((image * channels + channel) * height + y / scale) * width + x / scale]), 0, 255);
        }
        var text = FormattableString.Invariant($"{(count > 1 ? $"{count} images" : "image")} of {height} × {width} pixels, {(channels == 1 ? "grey" : "colour")}");
        return MimeBundle.OfText(text).With(PngType, PngFile.Encode(channels, down, across, sheet));
    }
}
