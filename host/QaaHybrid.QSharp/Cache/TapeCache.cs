using System.Globalization;
using System.IO.Compression;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>
/// Files of finished imports in one folder: NAME.tape (the tape), NAME.ll.gz (the compiler's text), NAME.count (a number of parameters).
/// Each is written beside its place and renamed, so a file is whole or absent; one that is damaged is as good as absent. A folder that
/// cannot be written costs time at the next import, nothing else.
/// </summary>
internal sealed class TapeCache(string folder)
{
    /// <summary><c>$XDG_CACHE_HOME/qaahybrid/tapes</c>, where the variable is unset below the user's <c>.cache</c>.</summary>
    public static string DefaultFolder
    {
        get
        {
            var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named
                ? named
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(home, "qaahybrid", "tapes");
        }
    }

    public Circuit? ReadTape(TapeKey key, string name, CircuitOrigin origin) =>
        ReadBytes(key, ".tape") is { } bytes ? TapeFile.Read(bytes, key, name, origin) : null;

    public void WriteTape(TapeKey key, Circuit circuit) => Store(key, ".tape", stream => stream.Write(TapeFile.Write(circuit, key)));

    /// <summary>The compiler's text, or null.</summary>
    public string? ReadText(TapeKey key)
    {
        if (ReadBytes(key, ".ll.gz") is not { } bytes)
            return null;
        try
        {
            using var reader = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
            return reader.ReadToEnd();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Takes the compiler's text from a file.</summary>
    public void WriteText(TapeKey key, string path) => Store(key, ".ll.gz", stream =>
    {
        using var text = File.OpenRead(path);
        using var packed = new GZipStream(stream, CompressionLevel.Fastest);
        text.CopyTo(packed);
    });

    /// <summary>A number of parameters; -1 says that there is no function to ask.</summary>
    public int? ReadCount(TapeKey key)
    {
        if (ReadBytes(key, ".count") is not { } bytes)
            return null;
        var parts = System.Text.Encoding.UTF8.GetString(bytes).Split('\n');
        return parts is [var hash, var count, ""] && hash == Convert.ToHexStringLower(key.Hash)
            && int.TryParse(count, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    public void WriteCount(TapeKey key, int count) => Store(key, ".count", stream =>
    {
        using var writer = new StreamWriter(stream);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(key.Hash)}\n{count}\n"));
    });

    private byte[]? ReadBytes(TapeKey key, string extension)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, key.FileStem + extension));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Store(TapeKey key, string extension, Action<Stream> write)
    {
        var path = Path.Combine(folder, key.FileStem + extension);
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(folder);
            using (var stream = File.Create(beside))
                write(stream);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            DeleteQuietly(beside);
        }
    }

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whatever kept it from being written may keep it from being deleted.
        }
    }
}
