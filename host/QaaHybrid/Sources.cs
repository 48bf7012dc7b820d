namespace QaaHybrid;

/// <summary>Which state of the sources this is.</summary>
public static class Sources
{
    private const string Reference = "ref: ";
    private const string Link = "gitdir: ";

    /// <summary>The commit that is checked out, read from <c>.git</c>; empty where there is none.</summary>
    /// <param name="root">The checkout; null is <see cref="Places.Root"/>.</param>
    public static string Commit(string? root = null)
    {
        try
        {
            var git = GitFolder(root ?? Places.Root);
            var head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
            return head.StartsWith(Reference, StringComparison.Ordinal) ? CommitOf(SharedFolder(git), head[Reference.Length..]) : head;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // In a linked worktree, .git is a file that names the folder, and that folder names the one where the branches are.
    private static string GitFolder(string root)
    {
        var git = Path.Combine(root, ".git");
        return File.Exists(git) && File.ReadAllText(git).Trim() is var text && text.StartsWith(Link, StringComparison.Ordinal)
            ? Path.GetFullPath(text[Link.Length..], Path.GetFullPath(root))
            : git;
    }

    private static string SharedFolder(string git)
    {
        var shared = Path.Combine(git, "commondir");
        return File.Exists(shared) ? Path.GetFullPath(File.ReadAllText(shared).Trim(), git) : git;
    }

    private static string CommitOf(string git, string branch)
    {
        var file = Path.Combine(git, branch);
        return File.Exists(file)
            ? File.ReadAllText(file).Trim()
            : File.ReadLines(Path.Combine(git, "packed-refs")).FirstOrDefault(line => line.EndsWith(' ' + branch, StringComparison.Ordinal))?.Split(' ')[0] ?? "";
    }
}
