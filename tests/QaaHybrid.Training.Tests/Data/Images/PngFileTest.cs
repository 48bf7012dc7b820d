using System.Text.Json;

namespace QaaHybrid.Training.Tests;

public class PngFileTest
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Repository.File("tests", "QaaHybrid.Training.Tests", "Data", "Images", "images_golden.json"))).RootElement;

    [Test]
    public void Every_kind_of_image_is_what_Pillow_sees()
    {
        using var folder = new TemporaryFolder();
        var images = Golden.GetProperty("images").EnumerateArray().ToList();
        Assert.That(images, Has.Count.EqualTo(30));
        foreach (var image in images)
        {
            var (channels, height, width, pixels) = PngFile.Read(folder.Write("a.png", image.GetProperty("png").GetBytesFromBase64()));
            Assert.That((channels, height, width), Is.EqualTo((image.GetProperty("channels").GetInt32(), image.GetProperty("height").GetInt32(), image.GetProperty("width").GetInt32())));
            Assert.That(pixels, Is.EqualTo(image.GetProperty("pixels").GetBytesFromBase64()), image.GetProperty("name").GetString());
        }
    }

    [Test]
    [TestCase(1, 3, 5)]
    [TestCase(3, 4, 2)]
    public void What_is_encoded_is_read_back(int channels, int height, int width)
    {
        using var folder = new TemporaryFolder();
        var pixels = Enumerable.Range(0, channels * height * width).Select(i => (byte)(37 * i)).ToArray();
        var read = PngFile.Read(folder.Write("a.png", PngFile.Encode(channels, height, width, pixels)));
        Assert.That((read.Channels, read.Height, read.Width), Is.EqualTo((channels, height, width)));
        Assert.That(read.Pixels, Is.EqualTo(pixels));
        Assert.That(() => PngFile.Encode(channels, height, width + 1, pixels), Throws.ArgumentException);
    }

    [Test]
    public void Damage_is_found()
    {
        using var folder = new TemporaryFolder();
        var good = Golden.GetProperty("images")[6].GetProperty("png").GetBytesFromBase64();
        void Refuses(byte[] bytes, string why) => Assert.That(() => PngFile.Read(folder.Write("a.png", bytes)), Throws.TypeOf<DataFileException>().With.Message.Contains("a.png: " + why));
        byte[] flipped = [.. good];
        flipped[^30] ^= 1;
        Refuses(flipped, "is damaged: the checksum of its chunk IDAT does not fit");
        Refuses(good[..^6], "is cut off");
        Refuses(good[..40], "is cut off");
        Refuses([], "is no PNG image");
        Refuses([0xFF, 0xD8, 0xFF, 0xE0], "is a JPEG image, and there is no decoder for it here; convert it to PNG");
    }

    [Test]
    public void Other_sizes_are_what_Pillow_makes_of_them()
    {
        var source = Golden.GetProperty("source");
        float[] pixels = [.. source.GetProperty("values").EnumerateArray().Select(value => value.GetSingle())];
        foreach (var golden in Golden.GetProperty("resized").EnumerateArray())
        {
            var (kind, height, width) = (golden.GetProperty("kind").GetString()!, golden.GetProperty("height").GetInt32(), golden.GetProperty("width").GetInt32());
            var resized = Resampling.Resize(pixels, 1, source.GetProperty("height").GetInt32(), source.GetProperty("width").GetInt32(), height, width, kind == "bicubic");
            Assert.That(resized, Is.EqualTo(golden.GetProperty("values").EnumerateArray().Select(value => value.GetSingle())).Within(1e-3f), $"{kind} to {height} × {width}");
            // Two channels are resized as one is.
            Assert.That(Resampling.Resize([.. pixels, .. pixels], 2, 9, 13, height, width, kind == "bicubic"), Is.EqualTo(resized.Concat(resized)));
        }
    }
}
