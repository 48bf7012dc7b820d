namespace QaaHybrid.Notebook;

/// <summary>Where the kernel keeps what it can make again: <c>qaahybrid/notebook</c> in the user's cache.</summary>
internal static class CacheFolder
{
    /// <summary>The folder; it need not exist.</summary>
    public static string Path => System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "qaahybrid", "notebook");
}
