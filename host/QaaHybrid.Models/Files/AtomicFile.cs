using System.Text;

namespace QaaHybrid.Models;

/// <summary>
/// Writes a file beside its place and renames it when it is complete, so that a reader, a full disk or a killed process never leaves half a file.
/// </summary>
public static class AtomicFile
{
    /// <summary>What the unfinished file's name ends with. A leftover of a killed process is overwritten by the next write.</summary>
    public const string UnfinishedSuffix = ".unfinished";

    /// <summary>Writes <paramref name="path"/>; its folder is created where it is missing.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="write">Writes the content. When it throws, <paramref name="path"/> is as it was before.</param>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; nothing half-written is left.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = path + UnfinishedSuffix;
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            {
                write(stream);
                // Without this a power failure after the rename could leave the new name on missing content.
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
