using System.Text.RegularExpressions;

namespace QaaHybrid.Models;

/// <summary>What a <c>Split</c> or a <c>Replace</c> looks for: a literal string, or a pattern over code points.</summary>
internal sealed class TextPattern
{
    private readonly string? literal;
    private readonly Regex? regex;

    /// <summary>Looks for a string, unit for unit.</summary>
    public TextPattern(string literal) => this.literal = literal;

    /// <summary>Looks for a pattern.</summary>
    public TextPattern(Regex regex) => this.regex = regex;

    /// <summary>The string where it is one unit long.</summary>
    public char? SingleUnit => literal is { Length: 1 } ? literal[0] : null;

    /// <summary>Appends start and end of each match, first to last.</summary>
    public void Find(ReadOnlySpan<char> text, List<(int Start, int End)> matches)
    {
        if (literal is not null)
            FindLiteral(text, matches);
        else if (text.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            var view = new CategoryText(text.ToString());
            foreach (var match in regex!.EnumerateMatches(view.Text))
                matches.Add((view.Original(match.Index), view.Original(match.Index + match.Length)));
        }
        else
            foreach (var match in regex!.EnumerateMatches(text))
                matches.Add((match.Index, match.Index + match.Length));
    }

    private void FindLiteral(ReadOnlySpan<char> text, List<(int Start, int End)> matches)
    {
        if (literal!.Length == 0)
            return;
        for (var done = 0; text[done..].IndexOf(literal, StringComparison.Ordinal) is var found and >= 0; done += found + literal.Length)
            matches.Add((done + found, done + found + literal.Length));
    }
}
