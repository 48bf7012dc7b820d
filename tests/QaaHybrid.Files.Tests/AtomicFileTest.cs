using System.Text;

namespace QaaHybrid.Files.Tests;

public class AtomicFileTest
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
    public void A_full_disk_leaves_the_old_file_and_nothing_half_written([Values] bool shared)
    {
        using var disk = SmallDisk.MountOrSkip("64k");
        var path = disk.File("weights.bin");
        AtomicFile.WriteText(path, "old");
        var error = Assert.Throws<FileWriteException>(() => Write(path, new byte[100_000], shared));
        Assert.That((error!.Path, error.Message), Is.EqualTo((path, $"{path} cannot be written: No space left on device; make room there, or name a place on another disk")));
        Assert.That(File.ReadAllText(path), Is.EqualTo("old"));
        Assert.That(Directory.GetFileSystemEntries(disk.Path), Is.EqualTo(new[] { path }));
        disk.Resize("1m");
        Write(path, new byte[100_000], shared);
        Assert.That(new FileInfo(path).Length, Is.EqualTo(100_000));
    }

    [Test]
    public void A_read_only_disk_is_called_that([Values] bool shared)
    {
        using var disk = SmallDisk.MountOrSkip("64k");
        disk.SetReadOnly();
        foreach (var path in new[] { disk.File("note.txt"), disk.File("new/note.txt") })
            Assert.That(() => Write(path, [1], shared), Throws.TypeOf<FileWriteException>().With.Message.EndsWith(": Read-only file system; name a place that can be written").And.Message.Contains(disk.Path));
    }

    [Test]
    public void A_folder_of_somebody_else_is_called_that()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Ignore("nothing is forbidden to root; the command line's tests have another user");
            return;
        }
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var path = folder.File("note.txt");
        Assert.That(() => AtomicFile.WriteText(path, ""), Throws.TypeOf<FileWriteException>().With.Message.StartsWith($"{path} cannot be written: Permission denied; "));
    }

    [Test]
    public void A_folder_in_the_place_of_the_file_stays([Values] bool shared)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("taken");
        Directory.CreateDirectory(path);
        Assert.That(() => Write(path, [1], shared), Throws.TypeOf<FileWriteException>().With.Message.EqualTo($"{path} cannot be written: it is a folder, expected a file; name a place that can be written"));
        Assert.That(folder.Names, Is.EqualTo(new[] { "taken" }));
    }

    [Test]
    public void A_file_in_the_place_of_a_folder_is_named()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("data.jsonl", "");
        Assert.That(() => AtomicFile.WriteText(Path.Combine(file, "run", "note.txt"), ""),
            Throws.TypeOf<FileWriteException>().With.Message.EqualTo($"{Path.Combine(file, "run")} cannot be made: {file} is a file, expected a folder; name a place that can be written"));
    }

    [Test]
    public void What_the_writer_says_itself_is_passed_on()
    {
        using var folder = new TemporaryFolder();
        Assert.That(() => AtomicFile.Write(folder.File("note"), _ => throw new InvalidDataException("line 3 is bad")), Throws.TypeOf<InvalidDataException>());
        Assert.That(() => AtomicFile.Write(folder.File("note"), _ => throw new ArgumentOutOfRangeException("value")), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(folder.Names, Is.Empty);
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

    [Test]
    public void A_file_that_many_write_is_whole_whoever_writes_it_last()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(Path.Combine("new", "file"));
        byte[][] contents = [.. Enumerable.Range(0, 8).Select(i => Encoding.UTF8.GetBytes(new string((char)('a' + i), 50_000 + i)))];
        Parallel.ForEach(contents, content => AtomicFile.WriteShared(path, content));
        Assert.That(contents, Has.Some.EqualTo(File.ReadAllBytes(path)));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(path)!), Is.EqualTo(new[] { path }), "nothing is left beside it");
    }

    private static void Write(string path, byte[] content, bool shared)
    {
        if (shared)
            AtomicFile.WriteShared(path, content);
        else
            AtomicFile.Write(path, stream => stream.Write(content));
    }
}
