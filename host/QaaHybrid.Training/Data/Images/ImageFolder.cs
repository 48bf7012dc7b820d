namespace QaaHybrid.Training;

/// <summary>A folder of PNG images whose subfolders are the classes; images are brought to one size.</summary>
public static class ImageFolder
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg"];

    /// <summary>The classes: names of the subfolders in the order of their letters.</summary>
    /// <exception cref="DataFileException">There is no such folder, or it has no subfolder.</exception>
    public static IReadOnlyList<string> Classes(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DataFileException(folder, "there is no such folder");
        List<string> classes = [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)!).Where(name => name[0] != '.').Order(StringComparer.Ordinal)];
        return classes.Count > 0 ? classes : throw new DataFileException(folder, "has no subfolder; expected one of each class, with its images in it");
    }

    /// <summary>The images of all subfolders, classes and files in the order of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="classes">The classes that are known.</param>
    /// <param name="channels">1 makes the images grey, 3 coloured.</param>
    /// <param name="height">Rows that every image is brought to.</param>
    /// <param name="width">Columns that every image is brought to.</param>
    /// <param name="bad">What happens with a file that is no image that can be read.</param>
    /// <exception cref="DataFileException">A subfolder is none of the classes, a file cannot be read (JPEG: convert it to PNG), or there is no image.</exception>
    public static ImageSet Read(string folder, IReadOnlyList<string> classes, int channels, int height, int width, BadLines bad)
    {
        var set = new ImageSet(channels, height, width);
        foreach (var name in Classes(folder))
        {
            var label = classes.ToList().IndexOf(name);
            if (label < 0)
                throw new DataFileException(Path.Combine(folder, name), $"this class is not known; expected {string.Join(", ", classes)}");
            var files = Directory.EnumerateFiles(Path.Combine(folder, name), "*", SearchOption.AllDirectories)
                .Where(file => Extensions.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal);
            foreach (var image in bad.Select(files, file => Fit(PngFile.Read(file), channels, height, width), areItems: true))
                set.Add(image, label);
        }
        return set.Count > 0 ? set : throw new DataFileException(folder, "holds no PNG image in its subfolders");
    }

    /// <summary>The image in the number of channels and the size that is asked for.</summary>
    internal static byte[] Fit((int Channels, int Height, int Width, byte[] Pixels) image, int channels, int height, int width)
    {
        var floats = Array.ConvertAll(image.Pixels, value => (float)value);
        var resized = Resampling.Resize(WithChannels(floats, image.Channels, channels), channels, image.Height, image.Width, height, width);
        return Array.ConvertAll(resized, value => (byte)Math.Clamp(MathF.Round(value), 0, 255));
    }

    /// <summary>Grey repeated for each colour; or colours as grey: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601).</summary>
    internal static float[] WithChannels(float[] image, int from, int to)
    {
        if (from == to)
            return image;
        var size = image.Length / from;
        if (from == 1)
            return [.. Enumerable.Repeat(image, to).SelectMany(channel => channel)];
        var grey = new float[size];
        for (var i = 0; i < size; i++)
            grey[i] = 0.299f * image[i] + 0.587f * image[size + i] + 0.114f * image[2 * size + i];
        return grey;
    }
}
