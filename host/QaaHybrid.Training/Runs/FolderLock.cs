namespace QaaHybrid.Training;

/// <summary>One process at a time works on a folder.</summary>
internal static class FolderLock
{
    /// <summary>Keeps other processes off the folder until disposed; a killed process leaves no lock behind.</summary>
    /// <exception cref="IOException">Another process works on it.</exception>
    public static IDisposable Take(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error)
        {
            throw new IOException($"{folder} is in use by another process ({error.Message})", error);
        }
    }
}
