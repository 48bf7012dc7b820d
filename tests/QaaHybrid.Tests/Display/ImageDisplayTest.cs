using QaaHybrid.Display;
using QaaHybrid.Training;

namespace QaaHybrid.Tests.Display;

/// <summary>Images as notebooks show them; what is encoded is read back by the reader that is held to Pillow.</summary>
public class ImageDisplayTest
{
    [Test]
    public void Pixels_are_enlarged_to_squares_and_cut_to_their_range()
    {
        using var pixels = torch.tensor([0f, 0.5f, 2f, -1f]).reshape(2, 2);
        var (channels, height, width, read) = Read(ImageDisplay.Of(pixels));
        Assert.That((channels, height, width), Is.EqualTo((1, 112, 112)));
        Assert.That(new[] { read[0], read[55 * 112 + 55], read[111], read[111 * 112], read[^1] }, Is.EqualTo(new byte[] { 0, 0, 128, 255, 0 }));
    }

    [Test]
    public void Several_images_stand_side_by_side_eight_a_row()
    {
        using var pixels = torch.zeros([9, 3, 60, 60]);
        var (channels, height, width, read) = Read(ImageDisplay.Of(pixels));
        Assert.That((channels, height, width), Is.EqualTo((3, 122, 494)));
        Assert.That((read[0], read[60], read[62], read[^1]), Is.EqualTo(((byte)0, (byte)255, (byte)0, (byte)255)));
    }

    [Test]
    public void Integers_are_taken_as_they_are()
    {
        using var pixels = torch.tensor([200, 7]).reshape(1, 2).to(ScalarType.Byte);
        Assert.That(Read(ImageDisplay.Of(pixels)).Pixels.Distinct(), Is.EqualTo(new byte[] { 200, 7 }));
    }

    [Test]
    public void Other_shapes_are_refused_and_other_bytes_are_numbers()
    {
        using var pixels = torch.zeros([2, 5, 5]);
        Assert.That(() => ImageDisplay.Of(pixels), Throws.ArgumentException.With.Message.Contains("[2, 5, 5] is no image"));
        Assert.That(ImageDisplay.Of([1, 2, 3]).Text, Is.EqualTo("[1, 2, 3]"));
        Assert.That(ImageDisplay.Of([0xFF, 0xD8, 0xFF, 0]).Data.Keys, Does.Contain("image/jpeg"));
    }

    private static (int Channels, int Height, int Width, byte[] Pixels) Read(MimeBundle shown)
    {
        using var folder = new TemporaryFolder();
        return PngFile.Read(folder.Write("a.png", (byte[])shown.Data["image/png"]));
    }
}
