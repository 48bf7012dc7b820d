using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;

namespace QaaHybrid.Training.Tests;

public class ImageFilesTest
{
    private static byte[] Idx(int magic, int[] sizes, byte[] content)
    {
        var bytes = new byte[4 * (1 + sizes.Length)];
        foreach (var (i, number) in ((int[])[magic, .. sizes]).Index())
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), number);
        return [.. bytes, .. content];
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionMode.Compress))
            gzip.Write(bytes);
        return buffer.ToArray();
    }

    private static readonly byte[] TwoImages = Idx(0x803, [2, 2, 3], [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16]);
    private static readonly byte[] TwoLabels = Idx(0x801, [2], [9, 0]);

    [TestCase(false)]
    [TestCase(true)]
    public void Idx_files_are_read_as_they_are_and_compressed(bool compressed)
    {
        using var folder = new TemporaryFolder();
        var images = folder.Write(compressed ? "images.gz" : "images", compressed ? Gzip(TwoImages) : TwoImages);
        var labels = folder.Write(compressed ? "labels.gz" : "labels", compressed ? Gzip(TwoLabels) : TwoLabels);
        var set = IdxFile.Read(images, labels, 10);
        Assert.That((set.Count, set.Channels, set.Height, set.Width), Is.EqualTo((2, 1, 2, 3)));
        Assert.That(set[1].ToArray(), Is.EqualTo(new byte[] { 11, 12, 13, 14, 15, 16 }));
        Assert.That(set.Labels, Is.EqualTo(new[] { 9, 0 }));
    }

    [Test]
    public void A_wrong_idx_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        void Refuses(byte[] images, byte[] labels, string why, string name = "images") => Assert.That(
            () => IdxFile.Read(folder.Write(name, images), folder.Write("labels", labels), 10), Throws.TypeOf<DataFileException>().With.Message.Contains(why));
        Refuses(TwoLabels, TwoLabels, "images: starts with 0x00000801; an IDX file of images starts with 0x00000803");
        Refuses(TwoImages[..^1], TwoLabels, "images: is cut off; expected 2 images of 2 × 3");
        Refuses([.. TwoImages, 0], TwoLabels, "images: is longer than 2 images of 2 × 3");
        Refuses(TwoImages, Idx(0x801, [3], [1, 2, 3]), "labels: holds 3 labels, but images has 2 images");
        Refuses(TwoImages, Idx(0x801, [2], [1, 10]), "labels: label 2 is 10; expected 0 to 9");
        Refuses([], TwoLabels, "images: is cut off; expected a header");
        Refuses(TwoImages, TwoLabels, "images.gz: is no gzip file", "images.gz");
    }

    [Test]
    public void Cifar_has_records_of_a_label_or_two_and_the_colours_one_after_the_other()
    {
        using var folder = new TemporaryFolder();
        var pixels = Enumerable.Range(0, 3072).Select(i => (byte)(i / 1024 * 100)).ToArray();
        var ten = CifarFile.Read([folder.Write("a.bin", [3, .. pixels, 9, .. pixels]), folder.Write("b.bin", [0, .. pixels])], 10);
        Assert.That(ten.Labels, Is.EqualTo(new[] { 3, 9, 0 }));
        Assert.That(ten[1].ToArray(), Is.EqualTo(pixels));
        Assert.That(CifarFile.Read([folder.Write("c.bin", [19, 99, .. pixels])], 100).Labels, Is.EqualTo(new[] { 99 }), "the fine label");
        Assert.That(() => CifarFile.Read([folder.Write("d.bin", [10, .. pixels])], 10), Throws.TypeOf<DataFileException>().With.Message.Contains("the label of record 1 is 10; expected 0 to 9"));
        Assert.That(() => CifarFile.Read([folder.Write("d.bin", pixels)], 10), Throws.TypeOf<DataFileException>().With.Message.Contains("has 3072 bytes; expected a multiple of 3073"));
        Assert.That(() => CifarFile.Read([folder.Write("d.bin", Array.Empty<byte>())], 10), Throws.TypeOf<DataFileException>().With.Message.Contains("has 0 bytes"));
    }

    [Test]
    public void A_folder_of_images_has_a_subfolder_a_class()
    {
        using var folder = new TemporaryFolder();
        using var golden = JsonDocument.Parse(File.ReadAllText(Repository.File("tests", "QaaHybrid.Training.Tests", "Data", "Images", "images_golden.json")));
        // Grey and coloured, 11 × 7.
        var (grey, colour) = (golden.RootElement.GetProperty("images")[6], golden.RootElement.GetProperty("images")[10]);
        foreach (var name in new[] { "dog", "cat" })
            Directory.CreateDirectory(folder.File(name));
        folder.Write("dog/1.png", grey.GetProperty("png").GetBytesFromBase64());
        folder.Write("cat/b.PNG", colour.GetProperty("png").GetBytesFromBase64());
        folder.Write("cat/a.png", grey.GetProperty("png").GetBytesFromBase64());
        folder.Write("cat/notes.txt", "no image");
        var classes = ImageFolder.Classes(folder.Path);
        Assert.That(classes, Is.EqualTo(new[] { "cat", "dog" }));
        var set = ImageFolder.Read(folder.Path, classes, 3, 7, 11, new BadLines());
        Assert.That(set.Labels, Is.EqualTo(new[] { 0, 0, 1 }));
        var pixels = grey.GetProperty("pixels").GetBytesFromBase64();
        Assert.That(set[0].ToArray(), Is.EqualTo(pixels.Concat(pixels).Concat(pixels)), "grey in three channels");
        Assert.That(set[1].ToArray(), Is.EqualTo(colour.GetProperty("pixels").GetBytesFromBase64()));
        Assert.That(ImageFolder.Read(folder.Path, classes, 1, 14, 20, new BadLines()).ImageBytes, Is.EqualTo(280));

        Assert.That(() => ImageFolder.Read(folder.Path, ["cat"], 3, 7, 11, new BadLines()), Throws.TypeOf<DataFileException>().With.Message.Contains("dog: this class is not known; expected cat"));
        folder.Write("cat/c.jpg", [0xFF, 0xD8, 0xFF]);
        Assert.That(() => ImageFolder.Read(folder.Path, classes, 3, 7, 11, new BadLines()), Throws.TypeOf<DataFileException>().With.Message.Contains("c.jpg: is a JPEG image"));
        var bad = new BadLines(skip: true);
        Assert.That(ImageFolder.Read(folder.Path, classes, 3, 7, 11, bad).Count, Is.EqualTo(3));
        Assert.That(bad.Count, Is.EqualTo(1));
    }
}
