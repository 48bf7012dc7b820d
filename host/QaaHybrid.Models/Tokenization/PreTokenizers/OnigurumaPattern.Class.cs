using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace QaaHybrid.Models;

internal sealed partial class OnigurumaPattern
{
    // Unicode's script Han below U+10000; above it, its letters all look like U+9FFF to a pattern.
    private const string Han = @"\u2E80-\u2E99\u2E9B-\u2EF3\u2F00-\u2FD5\u3005\u3007\u3021-\u3029\u3038-\u303B\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFA6D\uFA70-\uFAD9";

    private static readonly Dictionary<string, string> Properties = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Letter"] = @"\p{L}", ["Mark"] = @"\p{M}", ["Number"] = @"\p{N}", ["Punctuation"] = @"\p{P}", ["Symbol"] = @"\p{S}",
        ["Separator"] = @"\p{Z}", ["Other"] = @"\p{C}", ["Space"] = @"\s", ["White_Space"] = @"\s", ["Digit"] = @"\d",
        ["Upper"] = @"\p{Lu}", ["Lower"] = @"\p{Ll}", ["Word"] = Characters.Word, ["Alpha"] = @"\p{L}\p{M}\p{Nl}", ["Alnum"] = @"\p{L}\p{M}\p{Nl}\p{Nd}",
        ["Punct"] = @"\p{P}\p{S}", ["Cntrl"] = @"\p{Cc}", ["XDigit"] = "0-9A-Fa-f", ["Blank"] = @"\t\p{Zs}",
        ["Han"] = Han, ["Hiragana"] = @"\u3041-\u3096\u309D-\u309F", ["Katakana"] = @"\u30A1-\u30FA\u30FD-\u30FF\u31F0-\u31FF\uFF66-\uFF6F\uFF71-\uFF9D",
    };

    private string Class()
    {
        var start = at;
        at++;
        var negated = Take('^');
        var content = new StringBuilder();
        string? except = null;
        var complement = false;
        for (var first = true; ; first = false)
        {
            if (at >= pattern.Length)
                throw Bad(start, "the '[' is not closed");
            if (pattern[at] == ']' && !first)
                break;
            if (pattern[at] == '[')
                content.Append(Nested());
            else if (pattern[at] == '\\' && at + 1 < pattern.Length && pattern[at + 1] is 'W' && negated)
            {
                complement = true;
                at += 2;
            }
            else if (pattern[at] == '\\')
                Escape(inClass: true, content);
            else if (pattern.AsSpan(at).StartsWith("&&"))
            {
                except = Except(start);
                break;
            }
            else if (char.IsSurrogate(pattern[at]))
                throw Bad(at, "a code point beyond U+FFFF stands in the pattern, which is matched by category there");
            else if (Take(']'))
                content.Append("\\]");
            else
                content.Append(pattern[at++]);
        }
        at++;
        // [^\W…] is a word character, … left out.
        if (complement)
            return content.Length == 0 ? $"[{Characters.Word}]" : $"[{Characters.Word}-[{content}]]";
        return $"[{(negated ? "^" : "")}{content}{(except is null ? "" : $"-[{except}]")}]";
    }

    /// <summary>A set inside a set is joined to it.</summary>
    private string Nested()
    {
        var posix = Posix().Match(pattern, at);
        if (posix.Success)
        {
            at += posix.Length;
            return Properties.TryGetValue(posix.Groups[1].Value, out var known) ? known : throw Bad(posix.Index, $"the set {posix.Value} is not known");
        }
        var start = at;
        var inner = Class();
        return inner.StartsWith("[^", StringComparison.Ordinal) || inner.Contains("-[", StringComparison.Ordinal)
            ? throw Bad(start, "a set that leaves out cannot stand inside another") : inner[1..^1];
    }

    /// <summary><c>&amp;&amp;[^…]</c> at the end of a set: what it leaves out.</summary>
    private string Except(int start)
    {
        at += 2;
        if (!pattern.AsSpan(at).StartsWith("[^"))
            throw Bad(start, "of intersections only […&&[^…]] is supported");
        var inner = Class();
        return at < pattern.Length && pattern[at] == ']' ? inner[2..^1] : throw Bad(start, "of intersections only […&&[^…]] is supported");
    }

    private void Escape(bool inClass, StringBuilder written)
    {
        var start = at;
        if (at + 1 >= pattern.Length)
            throw Bad(start, "the pattern ends with a backslash");
        var kind = pattern[at + 1];
        at += 2;
        string Set(string content) => inClass ? content : $"[{content}]";
        switch (kind)
        {
            case 'w':
                written.Append(Set(Characters.Word));
                break;
            case 'h':
                written.Append(Set("0-9A-Fa-f"));
                break;
            case 'W' or 'H' when inClass:
                throw Bad(start, $"\\{kind} cannot stand in a set beside others");
            case 'W':
                written.Append($"[^{Characters.Word}]");
                break;
            case 'H':
                written.Append("[^0-9A-Fa-f]");
                break;
            case 'b' when !inClass:
                written.Append($"(?:(?<=[{Characters.Word}])(?![{Characters.Word}])|(?<![{Characters.Word}])(?=[{Characters.Word}]))");
                break;
            case 'B' when !inClass:
                written.Append($"(?:(?<=[{Characters.Word}])(?=[{Characters.Word}])|(?<![{Characters.Word}])(?![{Characters.Word}]))");
                break;
            case 'p' or 'P':
                written.Append(Property(start, kind == 'P', inClass));
                break;
            case 'x' when at < pattern.Length && pattern[at] == '{':
                var close = pattern.IndexOf('}', at);
                if (close < 0 || !int.TryParse(pattern.AsSpan(at + 1, close - at - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) || code > 0xFFFF)
                    throw Bad(start, "\\x{…} is supported up to U+FFFF");
                written.Append(CultureInfo.InvariantCulture, $"\\u{code:X4}");
                at = close + 1;
                break;
            case 'R' or 'X' or 'K' or 'y' or 'Y' or 'N' or 'O':
                throw Bad(start, $"\\{kind} is not supported");
            default:
                written.Append('\\').Append(kind);
                break;
        }
    }

    private string Property(int start, bool negated, bool inClass)
    {
        var name = PropertyName().Match(pattern, at);
        if (!name.Success)
            throw Bad(start, "\\p is not followed by {Name}");
        at += name.Length;
        negated ^= name.Groups[1].Length > 0;
        var property = name.Groups[2].Value;
        // One letter or two: a general category, which .NET knows by the same name.
        if (property.Length <= 2)
            return $"\\{(negated ? 'P' : 'p')}{{{property}}}";
        if (!Properties.TryGetValue(property, out var content))
            throw Bad(start, $"the property '{property}' is not known; known are Unicode's general categories, {string.Join(", ", Properties.Keys)}");
        if (!inClass)
            return $"[{(negated ? "^" : "")}{content}]";
        return negated ? throw Bad(start, $"what is not '{property}' cannot stand in a set beside others") : content;
    }

    private bool Take(char unit)
    {
        var there = at < pattern.Length && pattern[at] == unit;
        if (there)
            at++;
        return there;
    }

    [GeneratedRegex(@"\G\[:(\w+):\]")]
    private static partial Regex Posix();

    [GeneratedRegex(@"\G\{(\^?)([A-Za-z_]+)\}")]
    private static partial Regex PropertyName();
}
