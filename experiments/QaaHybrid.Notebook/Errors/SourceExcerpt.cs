namespace QaaHybrid.Notebook.Errors;

/// <summary>A line of a cell with carets under a part of it.</summary>
internal static class SourceExcerpt
{
    /// <summary>The line and, under it, the carets.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="line">The line, from 0.</param>
    /// <param name="column">Where the part begins, from 0.</param>
    /// <param name="length">How long it is; at least one caret is drawn, and none beyond the line.</param>
    public static IEnumerable<string> Of(string code, int line, int column, int length)
    {
        var lines = code.Split('\n');
        if (line < 0 || line >= lines.Length)
            yield break;
        var text = lines[line].TrimEnd('\r');
        column = Math.Clamp(column, 0, text.Length);
        length = Math.Clamp(length, 1, Math.Max(1, text.Length - column));
        yield return "    " + text;
        // Tabs stay tabs, so that the caret stands under what it means.
        var indent = string.Concat(text[..column].Select(character => character == '\t' ? "\t" : new string(' ', Columns(character))));
        yield return "    " + indent + Ansi.Red(new string('^', text.AsSpan(column, Math.Min(length, text.Length - column)).ToArray().Sum(Columns) is var width and > 0 ? width : 1));
    }

    // Ideographs and the like fill two columns of a fixed-width font; the second half of a pair adds nothing to its first.
    private static int Columns(char character) => character switch
    {
        _ when char.IsLowSurrogate(character) => 0,
        _ when char.IsHighSurrogate(character) => 2,
        >= '\u1100' and <= '\u115F' or >= '\u2E80' and <= '\uA4CF' or >= '\uAC00' and <= '\uD7A3' or >= '\uF900' and <= '\uFAFF' or >= '\uFE30' and <= '\uFE6F' or >= '\uFF00' and <= '\uFF60' => 2,
        _ => 1,
    };
}
