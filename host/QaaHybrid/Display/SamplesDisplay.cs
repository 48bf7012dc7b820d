namespace QaaHybrid.Display;

/// <summary>Written texts beside their references.</summary>
internal static class SamplesDisplay
{
    private const int Shown = 6;

    /// <summary>A table: sources and references first, then what each model wrote.</summary>
    public static MimeBundle Of(RunSamples samples)
    {
        if (samples.Base.Count == 0)
            return MimeBundle.OfText("this run writes no texts");
        string[] header = ["source", "reference", "base model", .. samples.Methods.Select(method => method.Method)];
        var rows = samples.Base.Take(Shown).Select((sample, i) => (string[])
        [
            sample.Source, sample.References is [var reference, ..] ? reference : "", sample.Text.Trim(), .. samples.Methods.Select(method => i < method.Samples.Count ? method.Samples[i].Text.Trim() : "–"),
        ]).ToList();
        var width = header.Skip(1).Max(name => name.Length);
        var text = rows.Select(row => row[0] + string.Concat(row.Skip(1).Zip(header.Skip(1), (cell, name) => $"\n  {name.PadRight(width)}  {cell}")));
        return MimeBundle.OfText(string.Join('\n', text)).With(MimeBundle.Html, new Table(header, rows) { TextColumns = header.Length }.ToHtml());
    }
}
