using System.IO.Compression;
using QaaHybrid.Circuits;
using QaaHybrid.Files;

namespace QaaHybrid.QSharp;

/// <summary>
/// Files of finished imports in one folder: NAME.tape (the tape), NAME.qir (the compiler's text), NAME.count (a number of parameters).
/// Each is sealed (<see cref="Seal"/>), written beside its place and renamed; one that is damaged is as good as absent. A folder that
/// cannot be written costs time at the next import, nothing else.
/// </summary>
internal sealed class TapeCache(string folder)
{
    /// <summary><c>$XDG_CACHE_HOME/qaahybrid/tapes</c>, where the variable is unset below the user's <c>.cache</c>.</summary>
    public static string DefaultFolder => Path.Combine(UserFolder.Cache, "qaahybrid", "tapes");

    public Circuit? ReadTape(TapeKey key, string name, CircuitOrigin origin) =>
        Load(key, ".tape") is { } bytes ? TapeFile.Read(bytes, name, origin) : null;

    public void WriteTape(TapeKey key, Circuit circuit) => Store(key, ".tape", () => TapeFile.Write(circuit));

    /// <summary>The compiler's text, or null.</summary>
    public string? ReadText(TapeKey key)
    {
        if (Load(key, ".qir") is not { } bytes)
            return null;
        using var reader = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    /// <summary>Takes the compiler's text from a file; it can have hundreds of megabytes, compressed a tenth of that.</summary>
    public void WriteText(TapeKey key, string path) => Store(key, ".qir", () =>
    {
        using var text = File.OpenRead(path);
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            text.CopyTo(zip);
        return packed.ToArray();
    });

    public int? ReadCount(TapeKey key) => Load(key, ".count") is { } bytes ? BitConverter.ToInt32(bytes) : null;

    public void WriteCount(TapeKey key, int count) => Store(key, ".count", () => BitConverter.GetBytes(count));

    private byte[]? Load(TapeKey key, string extension)
    {
        try
        {
            return Seal.Open(key, File.ReadAllBytes(PathOf(key, extension)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Store(TapeKey key, string extension, Func<byte[]> payload)
    {
        try
        {
            AtomicFile.WriteShared(PathOf(key, extension), Seal.Close(key, payload()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written costs time, nothing else.
        }
    }

    private string PathOf(TapeKey key, string extension) => Path.Combine(folder, key.FileStem + extension);
}
