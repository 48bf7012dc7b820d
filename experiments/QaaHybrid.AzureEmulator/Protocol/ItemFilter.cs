using System.Globalization;
using System.Text.RegularExpressions;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// The <c>filter</c> of lists, in the grammar that Azure's clients write:
/// <c>startswith(Name, 'x') and (ProviderId eq 'a' or ProviderId eq 'b') and CreationTime ge 2026-01-01</c>.
/// </summary>
internal sealed partial class ItemFilter
{
    private readonly List<string> _tokens;
    private int _next;

    private ItemFilter(string text)
    {
        _tokens = [.. Token().Matches(text).Select(match => match.Value)];
        if (string.Concat(_tokens) != WhiteOutsideQuotes().Replace(text, ""))
            throw Wrong(text);
    }

    /// <summary>The rows that fit.</summary>
    /// <exception cref="ServiceException">The text is no filter; the message says where it stops making sense.</exception>
    public static Func<ListedItem, bool> Parse(string text)
    {
        var parser = new ItemFilter(text);
        var filter = parser.Or();
        return parser._next == parser._tokens.Count ? filter : throw Wrong(parser._tokens[parser._next]);
    }

    private Func<ListedItem, bool> Or()
    {
        var left = And();
        while (Takes("or"))
        {
            var (a, b) = (left, And());
            left = item => a(item) || b(item);
        }
        return left;
    }

    private Func<ListedItem, bool> And()
    {
        var left = One();
        while (Takes("and"))
        {
            var (a, b) = (left, One());
            left = item => a(item) && b(item);
        }
        return left;
    }

    private Func<ListedItem, bool> One()
    {
        if (Takes("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }
        if (Takes("startswith"))
        {
            Expect("(");
            var named = Take();
            Expect(",");
            var start = Unquoted(Take());
            Expect(")");
            return item => item.Text(named).StartsWith(start, StringComparison.OrdinalIgnoreCase);
        }
        var field = Take();
        var comparison = Take();
        var value = Unquoted(Take());
        if (field == "CreationTime")
            return Time(comparison, value);
        return comparison == "eq" ? item => item.Text(field).Equals(value, StringComparison.OrdinalIgnoreCase) : throw Wrong(comparison);
    }

    private static Func<ListedItem, bool> Time(string comparison, string value)
    {
        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            throw Wrong(value);
        return comparison switch
        {
            "ge" => item => item.CreationTime >= time,
            "gt" => item => item.CreationTime > time,
            "le" => item => item.CreationTime <= time,
            "lt" => item => item.CreationTime < time,
            _ => throw Wrong(comparison),
        };
    }

    private bool Takes(string token)
    {
        var takes = _next < _tokens.Count && _tokens[_next] == token;
        _next += takes ? 1 : 0;
        return takes;
    }

    private string Take() => _next < _tokens.Count ? _tokens[_next++] : throw Wrong("its end");

    private void Expect(string token)
    {
        if (!Takes(token))
            throw Wrong(_next < _tokens.Count ? _tokens[_next] : "its end");
    }

    private static string Unquoted(string token) => token is ['\'', .., '\''] ? token[1..^1].Replace("''", "'", StringComparison.Ordinal) : token;

    private static ServiceException Wrong(string at) => ServiceException.BadRequest($"The filter makes no sense at '{at}'.");

    [GeneratedRegex(@"'(?:[^']|'')*'|[(),]|[^\s(),']+")]
    private static partial Regex Token();

    [GeneratedRegex(@"\s+(?=(?:[^']*'[^']*')*[^']*$)")]
    private static partial Regex WhiteOutsideQuotes();
}
