namespace QaaHybrid.Training;

/// <summary>Images of one size with their classes, a byte a channel and pixel.</summary>
/// <param name="Channels">1 for grey, 3 for red, green, blue.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public sealed record ImageSet(int Channels, int Height, int Width)
{
    private readonly List<byte[]> pixels = [];
    private readonly List<int> labels = [];

    /// <summary>Number of images.</summary>
    public int Count => pixels.Count;

    /// <summary>Bytes of an image.</summary>
    public int ImageBytes => Channels * Height * Width;

    /// <summary>The class of each image; −1 where it is not known.</summary>
    public IReadOnlyList<int> Labels => labels;

    /// <summary>An image: channel after channel, each row after row.</summary>
    public ReadOnlySpan<byte> this[int index] => pixels[index];

    /// <summary>Adds an image.</summary>
    /// <param name="image">Channel after channel, each row after row.</param>
    /// <param name="label">Its class, or −1.</param>
    /// <exception cref="ArgumentException">It has another size.</exception>
    public void Add(byte[] image, int label)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Length != ImageBytes)
            throw new ArgumentException($"the image has {image.Length} bytes, expected {ImageBytes}", nameof(image));
        pixels.Add(image);
        labels.Add(label);
    }

    /// <summary>Some of the images, in this order.</summary>
    public ImageSet Take(IEnumerable<int> indices)
    {
        var taken = new ImageSet(Channels, Height, Width);
        foreach (var i in indices)
            taken.Add(pixels[i], labels[i]);
        return taken;
    }
}
