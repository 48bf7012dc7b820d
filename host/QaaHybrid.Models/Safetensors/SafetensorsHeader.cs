using System.Buffers.Binary;

namespace QaaHybrid.Models;

/// <summary>
/// The header of a safetensors file: 8 bytes with its length (little-endian), then JSON that gives each tensor's type, shape and range of bytes,
/// then the data. https://github.com/huggingface/safetensors#format
/// </summary>
public sealed partial class SafetensorsHeader
{
    /// <summary>The longest header that the format allows, in bytes.</summary>
    public const long MaximumLength = 100_000_000;

    private const int LengthBytes = 8;
    private readonly Dictionary<string, SafetensorsEntry> byName;

    private SafetensorsHeader(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata, long dataStart)
    {
        Entries = entries;
        Metadata = metadata;
        DataStart = dataStart;
        byName = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors, in the order of their data.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>Free text pairs (<c>__metadata__</c>); empty where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Where the data start, in bytes from the start of the file.</summary>
    public long DataStart { get; }

    /// <summary>The entry of a tensor, or null.</summary>
    public SafetensorsEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads and checks the header of the file at <paramref name="path"/>.</summary>
    /// <exception cref="ModelFileException">The file is no complete safetensors file; the message says where and how.</exception>
    public static SafetensorsHeader Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads and checks the header from the start of a stream.</summary>
    /// <param name="stream">A seekable stream: its length is compared with what the header claims.</param>
    /// <param name="file">The file's name in messages.</param>
    /// <exception cref="ModelFileException">The stream is no complete safetensors file.</exception>
    public static SafetensorsHeader Read(Stream stream, string file)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var length = stream.Length;
        if (length < LengthBytes)
            throw new ModelFileException(file, $"the file has {length} bytes, but a safetensors file starts with 8 bytes that give the "
                + "length of its header; the file is truncated or no safetensors file");

        Span<byte> prefix = stackalloc byte[LengthBytes];
        stream.ReadExactly(prefix);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > (ulong)(length - LengthBytes))
            throw new ModelFileException(file, $"the header claims to be {headerLength} bytes long, "
                + $"but only {length - LengthBytes} bytes follow; the file is truncated or no safetensors file");
        if (headerLength > MaximumLength)
            throw new ModelFileException(file, $"the header claims to be {headerLength} bytes long; the format allows {MaximumLength}");

        var json = new byte[headerLength];
        stream.ReadExactly(json);
        var dataStart = LengthBytes + (long)headerLength;
        var (entries, metadata) = new HeaderParser(file, json).Parse();
        return new SafetensorsHeader(CheckLayout(file, entries, length - dataStart), metadata, dataStart);
    }

    /// <summary>
    /// The data of the tensors must follow one another and fill the file: no overlap, no gap, nothing missing, nothing left over.
    /// </summary>
    private static List<SafetensorsEntry> CheckLayout(string file, List<SafetensorsEntry> entries, long available)
    {
        // Tensors without elements may share their place with the next one: they come first.
        entries = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End).ThenBy(entry => entry.Name, StringComparer.Ordinal)];
        SafetensorsEntry? previous = null;
        foreach (var entry in entries)
        {
            var expected = previous?.End ?? 0;
            if (entry.Begin < expected)
                throw Bad(entry, $"its data [{entry.Begin}, {entry.End}) overlap those of tensor '{previous!.Name}' "
                    + $"[{previous.Begin}, {previous.End})");
            if (entry.Begin > expected)
                throw Bad(entry, $"its data start at byte {entry.Begin}, but the data before it end at byte {expected}; the format allows no gap");
            if (entry.End > available)
                throw Bad(entry, $"its data end at byte {entry.End} of the data, but the file holds only {available}: "
                    + $"{entry.End - available} bytes are missing at least; the file is truncated, copy or download it again");
            previous = entry;
        }
        var used = previous?.End ?? 0;
        if (used < available)
            throw new ModelFileException(file, $"{available - used} bytes follow the last tensor; "
                + $"the header accounts for {used} bytes of data, the file holds {available}");
        return entries;

        ModelFileException Bad(SafetensorsEntry entry, string problem) => new(file, $"tensor '{entry.Name}'", problem);
    }
}
