namespace QaaHybrid.Files;

/// <summary>A place on disk that cannot be written. The message is one sentence: the place, why, and what to do.</summary>
public sealed class FileWriteException : IOException
{
    /// <summary>Says why a file cannot be written.</summary>
    /// <param name="path">The file, under the name that it has when it is complete.</param>
    /// <param name="inner">What the system said.</param>
    public FileWriteException(string path, Exception inner) : this(path, "written", WriteObstacle.OfFile(path, inner), inner)
    {
    }

    /// <summary>Says why something cannot be done at a place.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="done">What cannot be done with it: <c>written</c>, <c>made</c>.</param>
    /// <param name="inner">What the system said.</param>
    public FileWriteException(string path, string done, Exception inner) : this(path, done, WriteObstacle.Of(path, inner), inner)
    {
    }

    private FileWriteException(string path, string done, string why, Exception inner) : base($"{path} cannot be {done}: {why}", inner) => (Path, Why) = (path, why);

    /// <summary>The place.</summary>
    public string Path { get; }

    /// <summary>The half of the message behind the place: why it cannot be written, and what to do.</summary>
    public string Why { get; }

    /// <summary>Whether an exception is the system's word on a place on disk, as opposed to one that explains itself already.</summary>
    public static bool Explains(Exception error) => error is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException or PathTooLongException
        || error?.GetType() == typeof(IOException) || WriteObstacle.IsTooLarge(error);

    /// <summary>Does something that writes at a place; where that fails, the exception names the place.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="write">What to do.</param>
    /// <exception cref="FileWriteException">The system refuses it.</exception>
    public static void Guard(string path, Action write) => Guard(path, () =>
    {
        write();
        return true;
    });

    /// <inheritdoc cref="Guard(string, Action)"/>
    public static T Guard<T>(string path, Func<T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        try
        {
            return write();
        }
        catch (Exception error) when (Explains(error))
        {
            throw new FileWriteException(path, "written", error);
        }
    }
}
