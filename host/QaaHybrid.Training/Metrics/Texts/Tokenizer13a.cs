using System.Text.RegularExpressions;

namespace QaaHybrid.Training;

/// <summary>The tokenisation of mteval-v13a, which sacreBLEU calls <c>13a</c>: words, and punctuation apart but within numbers.</summary>
internal static partial class Tokenizer13a
{
    /// <summary>The words of one segment.</summary>
    public static string[] Tokenize(string segment)
    {
        var text = segment.TrimEnd()
            .Replace("<skipped>", "", StringComparison.Ordinal)
            .Replace("-\n", "", StringComparison.Ordinal)
            .Replace('\n', ' ')
            .Replace("&quot;", "\"", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal);
        text = Symbol().Replace($" {text} ", " $1 ");
        text = MarkAfterNonDigit().Replace(text, "$1 $2 ");
        text = MarkBeforeNonDigit().Replace(text, " $1 $2");
        text = DashAfterDigit().Replace(text, "$1 $2 ");
        return text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    // ASCII symbols: space to &, ( to +, /, : to @, [ to `, { to ~. Apostrophe, comma, dash and full stop are not among them.
    [GeneratedRegex(@"([ -&(-+/:-@\[-`{-~])")]
    private static partial Regex Symbol();

    [GeneratedRegex("([^0-9])([.,])")]
    private static partial Regex MarkAfterNonDigit();

    [GeneratedRegex("([.,])([^0-9])")]
    private static partial Regex MarkBeforeNonDigit();

    [GeneratedRegex("([0-9])(-)")]
    private static partial Regex DashAfterDigit();
}
