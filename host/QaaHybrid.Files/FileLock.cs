namespace QaaHybrid.Files;

/// <summary>A file that one process holds at a time; the system lets go of it when the process ends, however it ends.</summary>
public static class FileLock
{
    /// <summary>Takes a lock.</summary>
    /// <param name="path">The file; made where it is missing.</param>
    /// <param name="stays">Whether the file stays when it is let go of: where many want it, one of them may have opened the file that another removes.</param>
    /// <returns>What holds it until disposed; null where somebody else does.</returns>
    /// <exception cref="FileWriteException">The file cannot be made.</exception>
    public static FileStream? TryTake(string path, bool stays = false)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, stays ? FileOptions.None : FileOptions.DeleteOnClose);
        }
        catch (IOException error) when (IsHeld(error))
        {
            return null;
        }
        catch (Exception error) when (FileWriteException.Explains(error))
        {
            throw new FileWriteException(path, error);
        }
    }

    /// <summary>Takes a lock that many want, and waits while somebody else holds it. The file stays.</summary>
    /// <param name="path">The file; made where it is missing.</param>
    /// <param name="patience">How long to wait at most.</param>
    /// <exception cref="IOException">Somebody else does not let go of it.</exception>
    /// <exception cref="FileWriteException">The file cannot be made.</exception>
    public static FileStream Take(string path, TimeSpan patience)
    {
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            if (TryTake(path, stays: true) is { } held)
                return held;
            if (Environment.TickCount64 >= deadline)
                throw new IOException($"{path} is in use by another process, which does not let go of it");
            Thread.Sleep(1);
        }
    }

    /// <summary>Whether somebody holds a lock now; the file of a process that was killed may still be there, unheld. Nothing is written.</summary>
    /// <param name="path">The file.</param>
    public static bool IsTaken(string path)
    {
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            return false;
        }
        catch (IOException error)
        {
            return IsHeld(error);
        }
        catch (UnauthorizedAccessException)
        {
            // Whoever holds it is another user.
            return false;
        }
    }

    /// <summary>Whether a file cannot be opened because somebody else has it: EWOULDBLOCK on Linux and on macOS, a sharing violation on Windows.</summary>
    public static bool IsHeld(IOException error) => error is { HResult: 11 or 35 or unchecked((int)0x80070020) };
}
