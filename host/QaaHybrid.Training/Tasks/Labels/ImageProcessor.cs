using System.Text.Json;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// How images become what a vision model takes, as <c>preprocessor_config.json</c> says: size, channels, (x / 255 − mean) / deviation. Images are brought to the size whole, without
/// cutting their edges off.
/// </summary>
internal sealed class ImageProcessor
{
    private const string FileName = "preprocessor_config.json";

    private readonly float[] mean;
    private readonly float[] deviation;
    private readonly bool bicubic;

    private ImageProcessor(int channels, int size, float[] mean, float[] deviation, bool bicubic) =>
        (Channels, Size, this.mean, this.deviation, this.bicubic) = (channels, size, mean, deviation, bicubic);

    /// <summary>Channels that the model sees.</summary>
    public int Channels { get; }

    /// <summary>Height and width of what it sees, in pixels.</summary>
    public int Size { get; }

    /// <summary>The settings in a model's folder; without the file mean and deviation are ½ and the size is the configuration's.</summary>
    /// <exception cref="ModelFileException">A value is not what it should be.</exception>
    public static ImageProcessor FromFolder(string folder, VisionConfig config)
    {
        var path = Path.Combine(folder, FileName);
        float[] half = [.. Enumerable.Repeat(0.5f, config.NumChannels)];
        if (!File.Exists(path))
            return new ImageProcessor(config.NumChannels, config.ImageSize, half, half, bicubic: false);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var root = document.RootElement;
            var (mean, deviation) = root.TryGetProperty("do_normalize", out var normalize) && !normalize.GetBoolean()
                ? ([.. Enumerable.Repeat(0f, config.NumChannels)], [.. Enumerable.Repeat(1f, config.NumChannels)])
                : (Numbers(root, "image_mean", half), Numbers(root, "image_std", half));
            var size = root.TryGetProperty("do_center_crop", out var crop) && crop.GetBoolean() && root.TryGetProperty("crop_size", out var cropped) ? SizeOf(cropped)
                : root.TryGetProperty("size", out var whole) ? SizeOf(whole) : config.ImageSize;
            if (mean.Length != config.NumChannels || deviation.Length != config.NumChannels)
                throw new ModelFileException(path, "key 'image_mean'", $"it has {mean.Length} numbers and image_std {deviation.Length}; the model has {config.NumChannels} channels");
            return new ImageProcessor(config.NumChannels, size, mean, deviation, root.TryGetProperty("resample", out var kernel) && kernel.GetInt32() == 3);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new ModelFileException(path, "the file", $"it is no image processor's configuration: {error.Message}");
        }
    }

    /// <summary>An image as the model takes it: <c>[Channels, Size, Size]</c>.</summary>
    public float[] Apply(ReadOnlySpan<byte> image, int channels, int height, int width)
    {
        var values = new float[image.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = image[i];
        values = Resampling.Resize(ImageFolder.WithChannels(values, channels, Channels), Channels, height, width, Size, Size, bicubic);
        for (var i = 0; i < values.Length; i++)
        {
            var channel = i / (Size * Size);
            values[i] = (values[i] / 255 - mean[channel]) / deviation[channel];
        }
        return values;
    }

    private static float[] Numbers(JsonElement root, string key, float[] missing) =>
        root.TryGetProperty(key, out var list) ? [.. list.EnumerateArray().Select(value => value.GetSingle())] : missing;

    // A number, height and width, or the shortest edge.
    private static int SizeOf(JsonElement size) => size.ValueKind == JsonValueKind.Number ? size.GetInt32()
        : size.TryGetProperty("height", out var height) ? height.GetInt32() : size.GetProperty("shortest_edge").GetInt32();
}
