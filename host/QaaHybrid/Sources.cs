namespace QaaHybrid;

/// <summary>Which state of the sources this is.</summary>
public static class Sources
{
    /// <summary>The commit that is checked out, read from <c>.git</c>; empty where there is none.</summary>
    public static string Commit()
    {
        try
        {
            var git = Path.Combine(Places.Root, ".git");
            var head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
            const string reference = "ref: ";
            if (!head.StartsWith(reference, StringComparison.Ordinal))
                return head;
            var name = head[reference.Length..];
            var file = Path.Combine(git, name);
            return File.Exists(file)
                ? File.ReadAllText(file).Trim()
                : File.ReadLines(Path.Combine(git, "packed-refs")).FirstOrDefault(line => line.EndsWith(' ' + name, StringComparison.Ordinal))?.Split(' ')[0] ?? "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
