using System.Text;

namespace QaaHybrid.Files;

/// <summary>
/// Writes a file beside its place and renames it when it is complete, so that a reader, a full disk or a killed process never leaves half a file.
/// </summary>
public static class AtomicFile
{
    /// <summary>What the unfinished file's name ends with. A leftover of a killed process is overwritten by the next write.</summary>
    public const string UnfinishedSuffix = ".unfinished";

    private const int Buffer = 1 << 20;

    /// <summary>Writes <paramref name="path"/>, which no other process writes at the same time; its folder is created where it is missing.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="write">Writes the content. When it throws, <paramref name="path"/> is as it was before.</param>
    /// <exception cref="FileWriteException">The disk is full or the folder cannot be written; nothing half-written is left.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        path = Path.GetFullPath(path);
        Write(path, path + UnfinishedSuffix, FileMode.Create, write);
    }

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes a file that several processes may write at the same time: each under a name of its own, which is renamed, so that the last writer wins.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="content">Its bytes; on the disk when the call returns.</param>
    /// <exception cref="FileWriteException">The disk is full or the folder cannot be written; the file is as it was before, and nothing half-written is left.</exception>
    public static void WriteShared(string path, ReadOnlyMemory<byte> content)
    {
        path = Path.GetFullPath(path);
        Write(path, $"{path}.{Path.GetRandomFileName()}", FileMode.CreateNew, stream => stream.Write(content.Span));
    }

    private static void Write(string path, string beside, FileMode mode, Action<Stream> write)
    {
        OutputFolder.Make(Path.GetDirectoryName(path)!);
        try
        {
            using (var stream = new FileStream(beside, mode, FileAccess.Write, FileShare.None, Buffer))
            {
                write(stream);
                // Without this a power failure after the rename could leave the new name on missing content.
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception error)
        {
            Remove(beside);
            if (FileWriteException.Explains(error))
                throw new FileWriteException(path, error);
            throw;
        }
    }

    // What went wrong with the file is what counts.
    private static void Remove(string beside)
    {
        try
        {
            File.Delete(beside);
        }
        catch (Exception error) when (FileWriteException.Explains(error))
        {
        }
    }
}
