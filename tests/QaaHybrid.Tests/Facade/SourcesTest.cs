using QaaHybrid.Training.Tests;

namespace QaaHybrid.Tests.Facade;

public class SourcesTest
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    [Test]
    public void A_checkout_is_read_in_each_way_that_git_writes_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("branch/.git/HEAD", "ref: refs/heads/main\n");
        folder.Write("branch/.git/refs/heads/main", Commit + "\n");
        folder.Write("packed/.git/HEAD", "ref: refs/heads/main\n");
        folder.Write("packed/.git/packed-refs", $"# pack-refs\nffffffffffffffffffffffffffffffffffffffff refs/heads/not/refs/heads/other\n{Commit} refs/heads/main\n");
        folder.Write("detached/.git/HEAD", Commit + "\n");
        folder.Write("linked/.git", "gitdir: ../branch/.git/worktrees/linked\n");
        folder.Write("branch/.git/worktrees/linked/HEAD", "ref: refs/heads/main\n");
        folder.Write("branch/.git/worktrees/linked/commondir", "../..\n");
        foreach (var name in new[] { "branch", "packed", "detached", "linked" })
            Assert.That(Sources.Commit(folder.File(name)), Is.EqualTo(Commit), name);
    }

    [Test]
    public void Without_git_the_commit_is_unknown()
    {
        using var folder = new TemporaryFolder();
        folder.Write("unborn/.git/HEAD", "ref: refs/heads/main\n");
        Assert.That(Sources.Commit(folder.Path), Is.Empty);
        Assert.That(Sources.Commit(folder.File("unborn")), Is.Empty);
    }
}
