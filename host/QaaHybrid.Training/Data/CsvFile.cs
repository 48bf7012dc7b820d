using System.Text;

namespace QaaHybrid.Training;

/// <summary>
/// Comma-separated values as RFC 4180 has them: fields may be quoted, a quote inside is doubled, a quoted field may run over lines;
/// lines end in CRLF or LF. Blank lines between records are skipped.
/// </summary>
public static class CsvFile
{
    /// <summary>The records of <paramref name="path"/>, the header included.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bad">What happens with a record that cannot be read; null refuses it.</param>
    /// <exception cref="DataFileException">A quote is never closed, or text follows a closing quote; file and line are named.</exception>
    public static IEnumerable<CsvRecord> Records(string path, BadLines? bad = null)
    {
        bad ??= new BadLines();
        var fields = new List<string>();
        var field = new StringBuilder();
        var start = 0;
        var open = false;
        foreach (var (number, raw) in TextFile.Lines(path, bad))
        {
            if (!open)
            {
                start = number;
                fields = [];
                field.Clear();
                if (raw.AsSpan().TrimEnd('\r').IsEmpty)
                    continue;
            }
            var whole = true;
            try
            {
                open = Continue(path, number, raw, open, fields, field);
            }
            catch (DataFileException error)
            {
                bad.Note(error);
                whole = open = false;
            }
            if (whole && !open)
                yield return new CsvRecord(start, fields);
        }
        if (open)
            bad.Note(new DataFileException(path, start, "a quote is opened in this record and never closed; a quote inside a field is written twice"));
    }

    /// <summary>Takes one line of text into the record; true while a quoted field is still open at its end.</summary>
    private static bool Continue(string path, int number, string raw, bool quoted, List<string> fields, StringBuilder field)
    {
        var closed = false;
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (quoted)
            {
                if (c != '"')
                    field.Append(c);
                else if (i + 1 < raw.Length && raw[i + 1] == '"')
                    field.Append(raw[++i]);
                else
                    (quoted, closed) = (false, true);
            }
            else if (c == ',')
            {
                fields.Add(field.ToString());
                field.Clear();
                closed = false;
            }
            else if (c == '\r' && i == raw.Length - 1)
                break;
            else if (closed)
                throw new DataFileException(path, number, $"'{c}' follows a closing quote; a quote inside a field is written twice");
            else if (c == '"' && field.Length == 0)
                quoted = true;
            else
                field.Append(c);
        }
        if (quoted)
            field.Append('\n');
        else
            fields.Add(field.ToString());
        return quoted;
    }
}
