using System.Text;

namespace QaaHybrid.Circuits.Tests;

public class SharedFileTest
{
    [Test]
    public void A_file_is_whole_whoever_writes_it_last()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(Path.Combine("new", "file"));
        byte[][] contents = [.. Enumerable.Range(0, 8).Select(i => Encoding.UTF8.GetBytes(new string((char)('a' + i), 50_000 + i)))];
        Parallel.ForEach(contents, content => SharedFile.Write(path, content));
        Assert.That(contents, Has.Some.EqualTo(File.ReadAllBytes(path)));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(path)!), Is.EqualTo(new[] { path }), "nothing is left beside it");
    }

    [Test]
    public void What_cannot_be_put_in_place_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("taken");
        Directory.CreateDirectory(path);
        Assert.That(() => SharedFile.Write(path, [1]), Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.EqualTo(new[] { path }));
    }
}
