using System.Text.Json;

namespace QaaHybrid.Training;

/// <summary>
/// Source → target examples from a file; its extension and its content say the format:
/// <list type="bullet">
/// <item><c>.csv</c> and <c>.tsv</c> with a header: two columns of <see cref="SourceTargetColumns"/> (E2E's <c>mr,ref</c>);</item>
/// <item><c>.jsonl</c>, <c>.ndjson</c> and arrays in <c>.json</c>: two members, or instructions, chats, or DART's triples, see <see cref="SourceTargetJson"/>;</item>
/// <item><c>.txt</c>: <c>source||target</c>, a line each, as LoRA's authors have E2E;</item>
/// <item><c>.xml</c>: WebNLG's and DART's triples, see <see cref="TripleXml"/>.</item>
/// </list>
/// A source with several references stands there several times.
/// </summary>
public static class SourceTargetFile
{
    private const string Delimiter = "||";

    /// <summary>All examples of <paramref name="path"/>, in the order of the file.</summary>
    /// <param name="path">The file; its extension says the format.</param>
    /// <param name="columns">Names of the two columns; null takes the first of <see cref="SourceTargetColumns.Known"/> that is there.</param>
    /// <param name="bad">What happens with bad lines; null refuses them.</param>
    /// <param name="templates">How instructions and chats become prompts.</param>
    /// <exception cref="DataFileException">
    /// Unknown format, no such columns, a line that cannot be parsed, an empty or missing value, or no example at all.
    /// </exception>
    public static IReadOnlyList<SourceTarget> Read(string path, SourceTargetColumns? columns = null, BadLines? bad = null, PromptTemplates? templates = null)
    {
        bad ??= new BadLines();
        templates ??= new PromptTemplates();
        List<SourceTarget> examples = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" => [.. FromTable(path, columns, bad)],
            ".jsonl" or ".ndjson" => [.. Lines(path, bad).SelectMany(new SourceTargetJson(path, columns, bad, templates).Parse)],
            ".json" => [.. JsonArray.Elements(path).SelectMany(new SourceTargetJson(path, columns, bad, templates).Parse)],
            ".txt" => [.. bad.Select(Lines(path, bad), line => Delimited(path, line))],
            ".xml" => [.. TripleXml.Read(path, bad)],
            _ => throw TextFile.UnknownFormat(path, ".csv, .tsv, .jsonl, .ndjson, .json, .txt (source||target) or .xml"),
        };
        return examples.Count > 0 ? examples : throw new DataFileException(path, bad.Count > 0 ? $"holds no example; {bad.Summary}" : "holds no example");
    }

    /// <summary>The value, trimmed; empty values and the marks that data tools write for missing ones are refused.</summary>
    internal static string Checked(string path, int line, string name, string value)
    {
        var text = value.Trim();
        if (text.Length == 0)
            throw new DataFileException(path, line, $"'{name}' is empty; drop the line or fill it in");
        if (text is "NaN" or "nan" or "NULL" or "<NA>")
            throw new DataFileException(path, line, $"'{name}' is {text}, the mark of a missing value; drop the line or fill it in");
        return text;
    }

    private static IEnumerable<TextLine> Lines(string path, BadLines bad) => TextFile.Lines(path, bad).Where(line => !string.IsNullOrWhiteSpace(line.Text));

    private static IEnumerable<SourceTarget> FromTable(string path, SourceTargetColumns? wanted, BadLines bad)
    {
        SourceTargetColumns? columns = null;
        // No column is needed by name: the first line is always the header.
        foreach (var example in bad.Select(TableFile.Rows(path, [], null, bad), row =>
        {
            columns ??= SourceTargetColumns.Choose(row.Columns, wanted, out var why) ?? throw new DataFileException(path, $"the header in line 1: {why}");
            return new SourceTarget(
                Checked(path, row.Line, columns.Source, row.Find(columns.Source)!), Checked(path, row.Line, columns.Target, row.Find(columns.Target)!));
        }))
            yield return example;
    }

    private static SourceTarget Delimited(string path, TextLine line) => line.Text.IndexOf(Delimiter, StringComparison.Ordinal) is var at and >= 0
        ? new SourceTarget(Checked(path, line.Number, "source", line.Text[..at]), Checked(path, line.Number, "target", line.Text[(at + Delimiter.Length)..]))
        : throw new DataFileException(path, line.Number, $"has no '{Delimiter}' between source and target");
}
