using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace QaaHybrid.Models;

/// <summary>
/// Translates a pattern of Oniguruma (Ruby's syntax, over code points), which Hugging Face's files hold, to .NET's over
/// <see cref="CategoryText"/>. What would silently mean something else is rewritten or refused.
/// </summary>
internal sealed partial class OnigurumaPattern
{
    private readonly string pattern;
    private readonly StringBuilder output = new();
    private readonly Stack<(int Start, bool IgnoreCase)> groups = new();
    private int at;
    private int atom;
    private bool ignoreCase;

    private OnigurumaPattern(string pattern) => this.pattern = pattern;

    /// <summary>The pattern, compiled.</summary>
    /// <exception cref="FormatException">It cannot be read, or uses what has no counterpart; the message says what and where.</exception>
    public static Regex Compile(string pattern)
    {
        var translated = new OnigurumaPattern(pattern).Translate();
        try
        {
            // Ruby's ^ and $ are those of lines.
            return new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Compiled);
        }
        catch (ArgumentException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    private string Translate()
    {
        while (at < pattern.Length)
        {
            var start = at;
            switch (pattern[at])
            {
                case '\\':
                    atom = output.Length;
                    Escape(inClass: false, output);
                    break;
                case '[':
                    atom = output.Length;
                    output.Append(Class());
                    break;
                case '(':
                    groups.Push((output.Length, ignoreCase));
                    Group();
                    break;
                case ')':
                    if (groups.Count == 0)
                        throw Bad(start, "the ')' closes no group");
                    (atom, ignoreCase) = groups.Pop();
                    Copy(1);
                    break;
                case '?' or '*' or '+':
                    Quantifier(1);
                    break;
                case '{' when BraceQuantifier().Match(pattern, at) is { Success: true } brace:
                    Quantifier(brace.Length);
                    break;
                case '{':
                    atom = output.Length;
                    output.Append("\\{");
                    at++;
                    break;
                default:
                    atom = output.Length;
                    Literal();
                    break;
            }
        }
        return output.ToString();
    }

    private void Literal()
    {
        var unit = pattern[at];
        if (char.IsSurrogate(unit))
            throw Bad(at, "a code point beyond U+FFFF stands in the pattern, which is matched by category there");
        at++;
        // Unicode folds the long s to s; .NET does not.
        output.Append(ignoreCase && unit is 's' or 'S' && ignoreCase ? "[sS\u017F]" : unit.ToString());
    }

    private void Group()
    {
        var options = GroupOptions().Match(pattern, at);
        if (options.Success)
        {
            var minus = options.Value.IndexOf('-', StringComparison.Ordinal);
            var i = options.Value.IndexOf('i', StringComparison.Ordinal);
            var inner = i >= 0 ? minus < 0 || i < minus : ignoreCase;
            if (options.Value[^1] == ')')
            {
                groups.Pop();
                ignoreCase = inner;
            }
            else
                ignoreCase = inner;
            // Ruby's m lets the dot match line ends: .NET's s.
            output.Append(options.Value.Replace('m', 's'));
            at += options.Length;
            return;
        }
        if (pattern.AsSpan(at).StartsWith("(?~"))
            throw Bad(at, "the absence operator (?~…) is not supported");
        // What follows a '?' here is no quantifier.
        Copy(pattern.AsSpan(at).StartsWith("(?") ? GroupStart().Match(pattern, at).Length : 1);
    }

    private void Quantifier(int length)
    {
        var brace = length > 1;
        // {,n} is {0,n} in Ruby, and no quantifier at all in .NET.
        if (brace && pattern[at + 1] == ',')
        {
            output.Append("{0");
            at++;
            length--;
        }
        Copy(length);
        if (at >= pattern.Length || pattern[at] is not ('+' or '?'))
            return;
        if (pattern[at] == '?')
            Copy(1);
        else
        {
            // Possessive: what it has taken it does not give back. Behind a brace Ruby means another quantifier.
            output.Insert(atom, brace ? "(?:" : "(?>").Append(brace ? ")+" : ")");
            at++;
        }
    }

    private void Copy(int length)
    {
        output.Append(pattern, at, length);
        at += length;
    }

    private FormatException Bad(int position, string problem) => new(string.Create(CultureInfo.InvariantCulture, $"at {position} of {pattern}: {problem}"));

    [GeneratedRegex(@"\G\{\d*,?\d*\}(?<!\{,?\})")]
    private static partial Regex BraceQuantifier();

    [GeneratedRegex(@"\G\(\?[imx]*(-[imx]+)?[:)]")]
    private static partial Regex GroupOptions();

    [GeneratedRegex(@"\G\(\?(<?[=!]|>|:|<\w+>|#[^)]*)")]
    private static partial Regex GroupStart();
}
