namespace QaaHybrid.Training;

/// <summary>
/// Images of another size, as Pillow resizes them (and Hugging Face's image processors with it): each axis by itself, the kernel widened where the image shrinks, so that every
/// pixel counts. Values stay real; Pillow rounds them to bytes after each axis.
/// </summary>
public static class Resampling
{
    /// <summary>A kernel and its half-width.</summary>
    private delegate double Kernel(double x);

    /// <summary>Resizes the channels of an image.</summary>
    /// <param name="image">Channel after channel, each row after row.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="newHeight">Rows of the result.</param>
    /// <param name="newWidth">Columns of the result.</param>
    /// <param name="bicubic">Keys' cubic kernel with a = −½ (1981); otherwise the triangle of linear interpolation.</param>
    public static float[] Resize(ReadOnlySpan<float> image, int channels, int height, int width, int newHeight, int newWidth, bool bicubic = false)
    {
        var wide = new float[channels * height * newWidth];
        if (newWidth == width)
            image.CopyTo(wide);
        else
            Axis(image, wide, channels * height, width, newWidth, 1, bicubic);
        if (newHeight == height)
            return wide;
        var result = new float[channels * newHeight * newWidth];
        for (var channel = 0; channel < channels; channel++)
            Axis(wide.AsSpan(channel * height * newWidth, height * newWidth), result.AsSpan(channel * newHeight * newWidth, newHeight * newWidth), newWidth, height, newHeight, newWidth, bicubic);
        return result;
    }

    /// <summary>Resizes lines of <paramref name="size"/> values that lie <paramref name="stride"/> apart (1: along rows, the width: along columns).</summary>
    private static void Axis(ReadOnlySpan<float> from, Span<float> to, int lines, int size, int newSize, int stride, bool bicubic)
    {
        // Output j is Σ w((i + ½ − c) / s)·x_i / Σ w(…), with c = (j + ½)·size / newSize and s = max(1, size / newSize).
        var scale = (double)size / newSize;
        var spread = Math.Max(1, scale);
        Kernel kernel = bicubic ? Cubic : Triangle;
        var support = (bicubic ? 2 : 1) * spread;
        var (step, newStep) = stride == 1 ? (size, newSize) : (1, 1);
        for (var j = 0; j < newSize; j++)
        {
            var centre = (j + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - support + 0.5));
            var weights = new double[Math.Min(size, (int)(centre + support + 0.5)) - first];
            for (var i = 0; i < weights.Length; i++)
                weights[i] = kernel((first + i + 0.5 - centre) / spread);
            var total = weights.Sum();
            for (var line = 0; line < lines; line++)
            {
                var sum = 0.0;
                for (var i = 0; i < weights.Length; i++)
                    sum += weights[i] * from[line * step + (first + i) * stride];
                to[line * newStep + j * stride] = (float)(sum / total);
            }
        }
    }

    private static double Triangle(double x) => Math.Max(0, 1 - Math.Abs(x));

    private static double Cubic(double x)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        return x < 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : x < 2 ? ((x - 5) * x + 8) * x * a - 4 * a : 0;
    }
}
