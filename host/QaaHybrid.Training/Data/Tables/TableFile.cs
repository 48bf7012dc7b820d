using System.Text.Json;

namespace QaaHybrid.Training;

/// <summary>
/// Rows of a file with named columns, read as they are asked for: <c>.tsv</c> and <c>.txt</c> (tab-separated without any quoting, as GLUE has them: <c>"</c> is an
/// ordinary character), <c>.csv</c> (RFC 4180), <c>.jsonl</c> and <c>.ndjson</c> (one object a line). Lines end in LF or CRLF; empty ones are skipped.
/// </summary>
public static class TableFile
{
    /// <summary>The rows of <paramref name="path"/>, without the header.</summary>
    /// <param name="path">The file; its extension says the format.</param>
    /// <param name="needed">Columns that the header must have: a first line that has them all is the header.</param>
    /// <param name="headerless">Names of the columns of a file without header; null where the format always has one.</param>
    /// <param name="bad">What happens with a row of the wrong width.</param>
    /// <exception cref="DataFileException">Unknown format, no header, or a bad row; file and line are named.</exception>
    public static IEnumerable<TableRow> Rows(string path, IReadOnlyList<string> needed, IReadOnlyList<string>? headerless, BadLines bad) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".tsv" or ".txt" => Rows(path, TabSeparated(path, bad), needed, headerless, "tab-separated fields", bad),
            ".csv" => Rows(path, CsvFile.Records(path, bad), needed, headerless, "fields", bad),
            ".jsonl" or ".ndjson" => bad.Select(TextFile.Lines(path, bad).Where(line => !string.IsNullOrWhiteSpace(line.Text)), line => FromJson(path, line)),
            _ => throw TextFile.UnknownFormat(path, ".tsv, .csv, .jsonl or .ndjson"),
        };

    private static IEnumerable<CsvRecord> TabSeparated(string path, BadLines bad) => TextFile.Lines(path, bad)
        .Select(line => (line.Number, Text: line.Text.TrimEnd('\r')))
        .Where(line => line.Text.Length > 0)
        .Select(line => new CsvRecord(line.Number, line.Text.Split('\t')));

    private static IEnumerable<TableRow> Rows(
        string path, IEnumerable<CsvRecord> records, IReadOnlyList<string> needed, IReadOnlyList<string>? headerless, string fields, BadLines bad)
    {
        IReadOnlyList<string>? columns = null;
        foreach (var record in records)
        {
            if (columns is null)
            {
                var names = record.Fields.Select(name => name.Trim()).ToList();
                if (needed.All(names.Contains))
                {
                    columns = names;
                    continue;
                }
                columns = headerless ?? throw new DataFileException(path, record.Line,
                    $"expected a header with the columns {string.Join(", ", needed)}; found: {string.Join(", ", names)}");
            }
            if (record.Fields.Count == columns.Count)
                yield return new TableRow(path, record.Line, columns, record.Fields);
            else
                bad.Note(new DataFileException(path, record.Line,
                    FormattableString.Invariant($"has {record.Fields.Count} {fields}, expected {columns.Count} ({string.Join(", ", columns)})")));
        }
    }

    private static TableRow FromJson(string path, TextLine line)
    {
        using var document = JsonLine.Parse(path, line);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new DataFileException(path, line.Number, $"expected one JSON object a line, found {JsonLine.Describe(document.RootElement)}");
        var members = document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null).ToList();
        return new TableRow(path, line.Number, [.. members.Select(member => member.Name)],
            [.. members.Select(member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText())]);
    }
}
