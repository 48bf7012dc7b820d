namespace QaaHybrid.Models.Tests;

public class AtomicFileTests
{
    [Test]
    public void A_file_appears_with_its_folder_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("new/deep/note.txt");
        AtomicFile.WriteText(path, "hé");
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(new byte[] { (byte)'h', 0xC3, 0xA9 }));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(path)!), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_full_disk_leaves_the_old_file_and_nothing_half_written()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("weights.bin");
        AtomicFile.WriteText(path, "old");
        Assert.That(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device");
        }), Throws.TypeOf<IOException>());
        Assert.That(File.ReadAllText(path), Is.EqualTo("old"));
        Assert.That(folder.Names, Is.EqualTo(new[] { "weights.bin" }));
    }

    [Test]
    public void A_leftover_of_a_killed_process_is_no_obstacle()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("weights.bin");
        File.WriteAllText(path + AtomicFile.UnfinishedSuffix, "half a file that is longer than the new one");
        AtomicFile.WriteText(path, "new");
        Assert.That(File.ReadAllText(path), Is.EqualTo("new"));
        Assert.That(folder.Names, Is.EqualTo(new[] { "weights.bin" }));
    }
}
