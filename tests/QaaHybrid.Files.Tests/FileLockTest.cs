namespace QaaHybrid.Files.Tests;

public class FileLockTest
{
    [Test]
    public void One_holds_it_at_a_time_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(".lock");
        using (FileLock.TryTake(path))
        {
            Assert.That(FileLock.TryTake(path), Is.Null);
            Assert.That(FileLock.IsTaken(path));
        }
        Assert.That(FileLock.IsTaken(path), Is.False);
        Assert.That(folder.Names, Is.Empty);
    }

    [Test]
    public void One_that_stays_can_be_taken_again()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("lock");
        for (var i = 0; i < 2; i++)
            using (var held = FileLock.TryTake(path, stays: true))
                Assert.That(held, Is.Not.Null);
        Assert.That(folder.Names, Is.EqualTo(new[] { "lock" }));
        Assert.That(FileLock.IsTaken(path), Is.False, "the file of a process that was killed");
    }

    [Test]
    public void Where_nothing_can_be_written_nobody_holds_it_and_that_is_said()
    {
        using var disk = SmallDisk.MountOrSkip("64k");
        var path = disk.File(".lock");
        File.WriteAllText(path, "");
        disk.SetReadOnly();
        Assert.That(FileLock.IsTaken(path), Is.False);
        Assert.That(() => FileLock.TryTake(path), Throws.TypeOf<FileWriteException>().With.Message.EqualTo($"{path} cannot be written: Read-only file system; name a place that can be written"));
    }
}
