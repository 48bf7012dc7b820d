using QaaHybrid.Files;

namespace QaaHybrid.Training;

/// <summary>One process at a time works on a folder.</summary>
internal static class FolderLock
{
    private const string Name = ".lock";

    /// <summary>Whether a process works on it now.</summary>
    public static bool IsTaken(string folder) => FileLock.IsTaken(Path.Combine(folder, Name));

    /// <summary>Keeps other processes off the folder until disposed; a killed process leaves no lock behind.</summary>
    /// <exception cref="FolderInUseException">Another process works on it.</exception>
    /// <exception cref="FileWriteException">It cannot be written.</exception>
    public static IDisposable Take(string folder) => FileLock.TryTake(Path.Combine(folder, Name)) ?? throw new FolderInUseException(folder);
}
