namespace QaaHybrid.Cli;

/// <summary>A table in plain text: the first column to the left, the others to the right.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.Prepend(header).ToList();
        var widths = Enumerable.Range(0, header.Count).Select(column => all.Max(row => row[column].Length)).ToArray();
        for (var i = 0; i < all.Count; i++)
        {
            yield return string.Join("  ", all[i].Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])));
            if (i == 0)
                yield return new string('─', widths.Sum() + 2 * (widths.Length - 1));
        }
    }
}
