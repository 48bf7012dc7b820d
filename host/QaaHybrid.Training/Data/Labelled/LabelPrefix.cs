using System.Text;

namespace QaaHybrid.Training;

/// <summary>Lines that begin with the label: <c>label text</c>, as TREC and files of sentence classification have them.</summary>
/// <param name="Separator">What ends the label.</param>
/// <param name="Fine">Whether of <c>DESC:manner</c> the whole is the label; otherwise only what stands before the colon.</param>
/// <param name="Encoding">Null is UTF-8.</param>
public sealed record LabelPrefix(char Separator = ' ', bool Fine = true, Encoding? Encoding = null)
{
    /// <summary>The label and the text of a line.</summary>
    /// <exception cref="DataFileException">There is no separator, or nothing after it.</exception>
    internal (string Label, string Text) Split(string file, TextLine line)
    {
        var text = line.Text.Trim();
        var end = text.IndexOf(Separator, StringComparison.Ordinal);
        if (end <= 0 || text[end..].Trim().Length == 0)
            throw new DataFileException(file, line.Number, $"expected a label, a blank and a text; found '{text}'");
        var label = text[..end];
        return (Fine || !label.Contains(':', StringComparison.Ordinal) ? label : label[..label.IndexOf(':', StringComparison.Ordinal)], text[(end + 1)..].Trim());
    }
}
