using QaaHybrid.Files;

namespace QaaHybrid.Notebook;

/// <summary>Where the kernel keeps what it can make again: <c>qaahybrid/notebook</c> in the user's cache.</summary>
internal static class CacheFolder
{
    private static readonly Lazy<string> Temporary = new(() => OutputFolder.MakeTemporary("qaahybrid-notebook-").FullName);

    /// <summary>The folder; it need not exist.</summary>
    public static string Path => System.IO.Path.Combine(UserFolder.Cache, "qaahybrid", "notebook");

    /// <summary>Writes something there; where that cannot be written, in a folder of temporary files that is this process's.</summary>
    /// <param name="write">Writes into a folder, and gives what it has written.</param>
    /// <exception cref="FileWriteException">Temporary files cannot be written either.</exception>
    public static T Keep<T>(Func<string, T> write)
    {
        try
        {
            return write(Path);
        }
        catch (FileWriteException)
        {
            return write(Temporary.Value);
        }
    }
}
