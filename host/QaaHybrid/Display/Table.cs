using System.Net;

namespace QaaHybrid.Display;

/// <summary>A table, as plain text and as HTML: the first column to the left, the others to the right.</summary>
/// <param name="Header">What stands above the columns.</param>
/// <param name="Rows">The rows, each with a cell a column.</param>
public sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>How many columns from the left hold words rather than numbers.</summary>
    public int TextColumns { get; init; } = 1;

    /// <summary>How many characters wide the table is in plain text.</summary>
    public int Width => Widths().Sum() + 2 * (Header.Count - 1);

    /// <summary>The table without the columns for which a terminal has no room, the right ones first.</summary>
    /// <param name="width">Characters of a line.</param>
    /// <param name="first">Columns from the left that stay in any case.</param>
    /// <param name="last">Columns from the right that stay in any case.</param>
    /// <returns>The table, and the headings of what was left out.</returns>
    public (Table Table, IReadOnlyList<string> LeftOut) Within(int width, int first, int last)
    {
        var (table, leftOut) = (this, new List<string>());
        while (table.Width > width && table.Header.Count > first + last)
        {
            var column = table.Header.Count - last - 1;
            leftOut.Insert(0, table.Header[column]);
            IReadOnlyList<string> Without(IReadOnlyList<string> row) => [.. row.Take(column), .. row.Skip(column + 1)];
            table = table with { Header = Without(table.Header), Rows = [.. table.Rows.Select(Without)] };
        }
        return (table, leftOut);
    }

    private int[] Widths() => [.. Enumerable.Range(0, Header.Count).Select(column => Rows.Prepend(Header).Max(row => row[column].Length))];

    /// <summary>The lines of the table in plain text; the second is a rule.</summary>
    public IEnumerable<string> Lines()
    {
        var all = Rows.Prepend(Header).ToList();
        var widths = Widths();
        for (var i = 0; i < all.Count; i++)
        {
            yield return string.Join("  ", all[i].Select((cell, column) => column < TextColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd();
            if (i == 0)
                yield return new string('─', widths.Sum() + 2 * (widths.Length - 1));
        }
    }

    /// <summary>The table in plain text.</summary>
    public override string ToString() => string.Join('\n', Lines());

    /// <summary>The table as HTML. It has no style sheet: notebooks take style sheets out.</summary>
    public string ToHtml()
    {
        string Row(string tag, IReadOnlyList<string> cells) =>
            $"<tr>{string.Concat(cells.Select((cell, column) => $"<{tag} style=\"text-align:{(column < TextColumns ? "left" : tag == "td" ? "right;white-space:nowrap" : "right")}\">{WebUtility.HtmlEncode(cell)}</{tag}>"))}</tr>\n";
        return $"<table>\n<thead>{Row("th", Header)}</thead>\n<tbody>\n{string.Concat(Rows.Select(row => Row("td", row)))}</tbody>\n</table>\n";
    }
}
