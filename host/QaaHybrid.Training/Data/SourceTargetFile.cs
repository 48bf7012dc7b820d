using System.Text.Json;

namespace QaaHybrid.Training;

/// <summary>
/// Source → target examples from a file: JSON lines (<c>.jsonl</c>, <c>.ndjson</c>: one object a line) or CSV with a header
/// (<c>.csv</c>). The first bad line ends the reading with its number: a file with errors is not trained on by halves.
/// </summary>
public static class SourceTargetFile
{
    /// <summary>All examples of <paramref name="path"/>, in the order of the file.</summary>
    /// <param name="path">The file; its extension says the format.</param>
    /// <param name="columns">Names of the two columns; null takes the first of <see cref="SourceTargetColumns.Known"/> that is there.</param>
    /// <exception cref="DataFileException">
    /// Unknown format, no such columns, a line that cannot be parsed, an empty or missing value, or no example at all.
    /// </exception>
    public static IReadOnlyList<SourceTarget> Read(string path, SourceTargetColumns? columns = null)
    {
        var examples = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => FromCsv(path, columns),
            ".jsonl" or ".ndjson" => FromJsonLines(path, columns),
            var other => throw new DataFileException(path, $"'{other}' is no known format; expected .csv, .jsonl or .ndjson"),
        };
        return examples.Count > 0 ? examples : throw new DataFileException(path, "holds no example");
    }

    private static List<SourceTarget> FromCsv(string path, SourceTargetColumns? wanted)
    {
        var examples = new List<SourceTarget>();
        List<string>? header = null;
        var (source, target) = (0, 0);
        foreach (var record in CsvFile.Records(path))
        {
            if (header is null)
            {
                header = [.. record.Fields.Select(name => name.Trim())];
                var columns = SourceTargetColumns.Choose(header, wanted, out var why)
                    ?? throw new DataFileException(path, record.Line, why);
                (source, target) = (header.IndexOf(columns.Source), header.IndexOf(columns.Target));
                continue;
            }
            if (record.Fields.Count != header.Count)
                throw new DataFileException(path, record.Line,
                    $"{record.Fields.Count} fields, the header has {header.Count}; a comma inside a field needs quotes around the field");
            examples.Add(new SourceTarget(
                Checked(path, record.Line, header[source], record.Fields[source]),
                Checked(path, record.Line, header[target], record.Fields[target])));
        }
        return examples;
    }

    private static List<SourceTarget> FromJsonLines(string path, SourceTargetColumns? wanted)
    {
        var examples = new List<SourceTarget>();
        SourceTargetColumns? columns = null;
        foreach (var (number, text) in TextFile.Lines(path))
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            using var document = Parse(path, number, text);
            var line = document.RootElement;
            if (line.ValueKind != JsonValueKind.Object)
                throw new DataFileException(path, number, $"expected one JSON object a line, found {Describe(line)}");
            columns ??= SourceTargetColumns.Choose([.. line.EnumerateObject().Select(member => member.Name)], wanted, out var why)
                ?? throw new DataFileException(path, number, why);
            examples.Add(new SourceTarget(Member(path, number, line, columns.Source), Member(path, number, line, columns.Target)));
        }
        return examples;
    }

    private static JsonDocument Parse(string path, int number, string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            throw new DataFileException(path, number, $"is not JSON: {error.Message}", error);
        }
    }

    private static string Member(string path, int number, JsonElement line, string name)
    {
        if (!line.TryGetProperty(name, out var value))
            throw new DataFileException(path, number, $"has no member '{name}'");
        if (value.ValueKind != JsonValueKind.String)
            throw new DataFileException(path, number, $"'{name}' should be text, found {Describe(value)}");
        return Checked(path, number, name, value.GetString()!);
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "text",
    };

    /// <summary>The value, trimmed; empty values and the marks that data tools write for missing ones are refused.</summary>
    private static string Checked(string path, int line, string name, string value)
    {
        var text = value.Trim();
        if (text.Length == 0)
            throw new DataFileException(path, line, $"'{name}' is empty; drop the line or fill it in");
        if (text is "NaN" or "nan" or "NULL" or "<NA>")
            throw new DataFileException(path, line, $"'{name}' is {text}, the mark of a missing value; drop the line or fill it in");
        return text;
    }
}
