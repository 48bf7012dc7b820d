using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// Square images, each turned by 0, 90, 180 or 270 degrees, for a model that has to tell by how much (Gidaris, Singh and Komodakis 2018,
/// arXiv:1803.07728). Only a model that sees what is in an image can tell; labels are not needed.
/// </summary>
internal sealed class TurnedImages
{
    private readonly ImageSet images;
    private readonly int[] held;
    private readonly int[] training;
    private readonly long seed;
    private (int Epoch, int[] Order) current;

    /// <summary>Divides images into those to train on and those held out, by a hash of their pixels.</summary>
    /// <exception cref="ArgumentException">They are not square, or a side is empty.</exception>
    public TurnedImages(ImageSet images, double heldOut, long seed)
    {
        if (images.Height != images.Width)
            throw new ArgumentException($"the images are {images.Height} × {images.Width}; only square ones can be turned", nameof(images));
        (this.images, this.seed) = (images, seed);
        var sides = Enumerable.Range(0, images.Count).ToLookup(i => Seeds.Unit(seed, Convert.ToHexString(images[i])) < heldOut);
        (training, held) = ([.. sides[false]], [.. sides[true]]);
        if (training.Length == 0 || held.Length == 0)
            throw new ArgumentException($"of {images.Count} images {held.Length} are held out; take more images or another held_out", nameof(images));
        current = (0, Order(0));
    }

    /// <summary>Names of the answers, by their numbers.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["0°", "90°", "180°", "270°"];

    /// <summary>Images to train on.</summary>
    public int TrainingCount => training.Length;

    /// <summary>Images that were held out.</summary>
    public int HeldOutCount => held.Length;

    /// <summary>A training batch: images in a seeded order, anew for each epoch, each with a seeded turn.</summary>
    /// <param name="step">Counted from 1.</param>
    /// <param name="batchSize">Images.</param>
    public IReadOnlyList<(int Image, int Turn)> Batch(int step, int batchSize)
    {
        var batch = new (int, int)[batchSize];
        for (var row = 0; row < batchSize; row++)
        {
            var index = (long)(step - 1) * batchSize + row;
            var epoch = (int)(index / training.Length);
            if (current.Epoch != epoch)
                current = (epoch, Order(epoch));
            batch[row] = (training[current.Order[index % training.Length]], (int)(Seeds.Of(seed, "turn of an image", index) % 4));
        }
        return batch;
    }

    /// <summary>Held-out images, at even distances, each in all four turns; all of them where <paramref name="count"/> is larger.</summary>
    public IEnumerable<IReadOnlyList<(int Image, int Turn)>> Samples(int count, int batchSize)
    {
        var taken = Math.Min(count, held.Length);
        return Enumerable.Range(0, taken).SelectMany(i => Enumerable.Range(0, 4).Select(turn => (held[(int)((long)i * held.Length / taken)], turn))).Chunk(batchSize);
    }

    /// <summary>The pixels of turned images, <c>[count, channels, size, size]</c> in −1 … 1.</summary>
    public Tensor Pixels(IReadOnlyList<(int Image, int Turn)> batch)
    {
        var pixels = new float[batch.Count * images.ImageBytes];
        foreach (var (row, (image, turn)) in batch.Index())
            Turn(images[image], images.Width, turn, pixels.AsSpan(row * images.ImageBytes, images.ImageBytes));
        return tensor(pixels, [batch.Count, images.Channels, images.Height, images.Width]);
    }

    /// <summary>The answers, <c>[count]</c>.</summary>
    public static Tensor Turns(IReadOnlyList<(int Image, int Turn)> batch) => tensor(batch.Select(entry => (long)entry.Turn).ToArray());

    /// <summary>
    /// Turns an image counter-clockwise by quarters and scales its bytes b to b / 127.5 − 1, as ViT's published models have it (mean and deviation 0.5).
    /// One quarter takes what was at row c and column n − 1 − r to row r and column c.
    /// </summary>
    internal static void Turn(ReadOnlySpan<byte> image, int size, int quarters, Span<float> turned)
    {
        for (var plane = 0; plane < image.Length; plane += size * size)
            for (var r = 0; r < size; r++)
                for (var c = 0; c < size; c++)
                {
                    var (row, column) = quarters switch
                    {
                        0 => (r, c),
                        1 => (c, size - 1 - r),
                        2 => (size - 1 - r, size - 1 - c),
                        _ => (size - 1 - c, r),
                    };
                    turned[plane + r * size + c] = image[plane + row * size + column] / 127.5f - 1;
                }
    }

    private int[] Order(int epoch) => Shuffle.Order(training.Length, Seeds.Of(seed, "order of the images", epoch));
}
