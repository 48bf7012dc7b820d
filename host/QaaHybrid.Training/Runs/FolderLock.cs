namespace QaaHybrid.Training;

/// <summary>One process at a time works on a folder.</summary>
internal static class FolderLock
{
    private const string Name = ".lock";

    /// <summary>Whether a process works on it now.</summary>
    public static bool IsTaken(string folder)
    {
        // The file of a killed process may still be there, without its lock.
        if (!File.Exists(Path.Combine(folder, Name)))
            return false;
        try
        {
            Take(folder).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Keeps other processes off the folder until disposed; a killed process leaves no lock behind.</summary>
    /// <exception cref="IOException">Another process works on it.</exception>
    public static IDisposable Take(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error)
        {
            throw new IOException($"{folder} is in use by another process ({error.Message})", error);
        }
    }
}
