using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>Reads the examples of a <see cref="TextDataset"/> from a file, one after the other.</summary>
public static class LabelledTextFile
{
    private static readonly string[] IdColumns = ["index", "idx", "id"];

    /// <summary>The examples of <paramref name="path"/>, in the order of the file.</summary>
    /// <param name="dataset">The columns and labels.</param>
    /// <param name="path">The file.</param>
    /// <param name="labelled">Whether labels are read and required; otherwise they may be absent, as in the test files of a competition, and are not looked at.</param>
    /// <param name="bad">What happens with bad lines.</param>
    /// <exception cref="DataFileException">The file is missing or of an unknown format, holds no example, or a line is bad; file and line are named.</exception>
    public static IEnumerable<LabelledText> Read(TextDataset dataset, string path, bool labelled, BadLines bad)
    {
        var examples = dataset.Prefix is { } prefix
            ? bad.Select(TextFile.Lines(path, bad, prefix.Encoding).Where(line => !string.IsNullOrWhiteSpace(line.Text)), line => Prefixed(dataset, prefix, path, line, labelled))
            : bad.Select(Rows(dataset, path, labelled, bad), row => Of(dataset, row, labelled));
        var count = 0;
        foreach (var example in examples)
        {
            yield return example.Id.Length > 0 ? example : example with { Id = count.ToString(CultureInfo.InvariantCulture) };
            count++;
        }
        if (count == 0)
            throw new DataFileException(path, bad.Count > 0 ? $"holds no example; {bad.Summary}" : "holds no example");
    }

    private static IEnumerable<TableRow> Rows(TextDataset dataset, string path, bool labelled, BadLines bad) => TableFile.Rows(
        path, labelled && dataset.Headerless is null ? [.. dataset.Texts, dataset.Label] : dataset.Texts, dataset.Headerless, bad);

    private static LabelledText Of(TextDataset dataset, TableRow row, bool labelled)
    {
        var texts = dataset.Texts.Select(row.Required).Select(text => dataset.Clean?.Invoke(text) ?? text).ToList();
        return new LabelledText(
            dataset.JoinsTexts ? string.Join(' ', texts) : texts[0],
            texts.Count > 1 && !dataset.JoinsTexts ? texts[1] : null,
            labelled ? dataset.Labels.Parse(row.File, row.Line, row.Find(dataset.Label)) : null,
            IdColumns.Select(row.Find).FirstOrDefault(id => !string.IsNullOrEmpty(id)) ?? "");
    }

    private static LabelledText Prefixed(TextDataset dataset, LabelPrefix prefix, string path, TextLine line, bool labelled)
    {
        var (label, text) = prefix.Split(path, line);
        return new LabelledText(dataset.Clean?.Invoke(text) ?? text, null, labelled ? dataset.Labels.Parse(path, line.Number, label) : null, "");
    }
}
