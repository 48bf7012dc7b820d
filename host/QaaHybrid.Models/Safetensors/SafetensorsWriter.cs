using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using QaaHybrid.Files;

namespace QaaHybrid.Models;

/// <summary>
/// Writes safetensors files: the same tensors give the same bytes, every tensor is aligned to its element, and the file appears complete or
/// not at all.
/// </summary>
public static class SafetensorsWriter
{
    /// <summary>The data start at a multiple of this many bytes, so that a mapped file suits vector loads.</summary>
    private const int Alignment = 64;

    /// <summary>Writes the file at <paramref name="path"/>.</summary>
    /// <param name="path">Where; an existing file is replaced when the new one is complete.</param>
    /// <param name="items">The tensors, in any order.</param>
    /// <param name="metadata">Free text pairs for the header.</param>
    /// <exception cref="ArgumentException">A name stands twice, or is <c>__metadata__</c>.</exception>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; nothing half-written is left.</exception>
    public static void Write(string path, IEnumerable<SafetensorsItem> items, IReadOnlyDictionary<string, string>? metadata = null)
    {
        // Larger elements first: behind an aligned start every tensor is then aligned to its own element without a gap, which the format forbids.
        var ordered = items.OrderByDescending(item => item.Dtype.Size()).ThenBy(item => item.Name, StringComparer.Ordinal).ToList();
        var header = Header(ordered, metadata);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (var item in ordered)
            {
                var before = stream.Position;
                item.Write(stream);
                if (stream.Position - before != item.ByteCount)
                    throw new InvalidOperationException($"tensor '{item.Name}' wrote {stream.Position - before} bytes, "
                        + $"its type and shape take {item.ByteCount}");
            }
        });
    }

    private static byte[] Header(List<SafetensorsItem> items, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        buffer.Write(new byte[sizeof(long)]);
        // Names and metadata are written as they are: the header is no web page.
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
                WriteMetadata(json, metadata);
            WriteEntries(json, items);
            json.WriteEndObject();
        }
        while (buffer.Length % Alignment != 0)
            buffer.WriteByte((byte)' ');
        var header = buffer.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - sizeof(long));
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject("__metadata__");
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntries(Utf8JsonWriter json, List<SafetensorsItem> items)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "__metadata__" };
        var offset = 0L;
        foreach (var item in items)
        {
            if (!names.Add(item.Name))
                throw new ArgumentException($"tensor name '{item.Name}' stands twice or is reserved", nameof(items));
            json.WriteStartObject(item.Name);
            json.WriteString("dtype", item.Dtype.ToString());
            json.WriteStartArray("shape");
            foreach (var size in item.Shape)
                json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += item.ByteCount);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
