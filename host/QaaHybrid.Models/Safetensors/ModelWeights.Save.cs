using System.Globalization;
using System.Text.Json;
using QaaHybrid.Files;

namespace QaaHybrid.Models;

public sealed partial class ModelWeights
{
    private static readonly Dictionary<string, string> Metadata = new() { ["format"] = "pt" };

    /// <summary>
    /// Writes weights into a folder: one file, or <c>model-00001-of-00002.safetensors</c> and so on with an index where they are larger than
    /// <paramref name="shardBytes"/>. What an earlier, differently divided save left is deleted when all is written.
    /// </summary>
    /// <param name="folder">Created where it is missing.</param>
    /// <param name="items">The weights, in the order in which they fill the files.</param>
    /// <param name="shardBytes">Most bytes of weights in one file; a larger weight has a file of its own.</param>
    /// <exception cref="IOException">A file cannot be written; nothing half-written is left.</exception>
    public static void Save(string folder, IReadOnlyList<SafetensorsItem> items, long shardBytes)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(shardBytes, 1);
        var parts = Divide(items, shardBytes);
        var names = parts.Count == 1 ? [FileName]
            : Enumerable.Range(1, parts.Count).Select(part => string.Create(CultureInfo.InvariantCulture, $"model-{part:D5}-of-{parts.Count:D5}.safetensors")).ToList();
        foreach (var (part, name) in parts.Zip(names))
            SafetensorsWriter.Write(Path.Combine(folder, name), part, Metadata);
        if (parts.Count > 1)
            WriteIndex(Path.Combine(folder, IndexName), parts, names);
        DeleteOthers(folder, names);
    }

    private static List<List<SafetensorsItem>> Divide(IReadOnlyList<SafetensorsItem> items, long shardBytes)
    {
        var parts = new List<List<SafetensorsItem>> { new() };
        var size = 0L;
        foreach (var item in items)
        {
            if (parts[^1].Count > 0 && size + item.ByteCount > shardBytes)
            {
                parts.Add([]);
                size = 0;
            }
            parts[^1].Add(item);
            size += item.ByteCount;
        }
        return parts;
    }

    private static void WriteIndex(string path, List<List<SafetensorsItem>> parts, List<string> names) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        json.WriteNumber("total_size", parts.Sum(part => part.Sum(item => item.ByteCount)));
        json.WriteEndObject();
        json.WriteStartObject("weight_map");
        foreach (var (name, file) in parts.Zip(names).SelectMany(pair => pair.First.Select(item => (item.Name, File: pair.Second))).OrderBy(pair => pair.Name, StringComparer.Ordinal))
            json.WriteString(name, file);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    // A single file would hide the parts from the next reader, and older parts would only take up room.
    private static void DeleteOthers(string folder, List<string> names)
    {
        var kept = names.Count > 1 ? names.Append(IndexName) : names;
        foreach (var file in Directory.EnumerateFiles(folder, "model*.safetensors*").Select(path => Path.GetFileName(path)).Except(kept, StringComparer.Ordinal).ToList())
            if (file is FileName or IndexName || file.StartsWith("model-", StringComparison.Ordinal) && file.Contains("-of-", StringComparison.Ordinal))
                File.Delete(Path.Combine(folder, file));
    }
}
