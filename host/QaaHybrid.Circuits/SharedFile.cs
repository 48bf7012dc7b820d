namespace QaaHybrid.Circuits;

/// <summary>
/// Files that several processes may write at the same time: each writes beside the place, under a name of its own, and renames what is complete. So a reader, a full disk or a
/// killed process never meets half a file, and the last writer wins.
/// </summary>
public static class SharedFile
{
    /// <summary>Writes a file; its folder is created where it is missing.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="content">Its bytes; on the disk when the call returns.</param>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; the file is as it was before, and nothing half-written is left.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(content);
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
}
