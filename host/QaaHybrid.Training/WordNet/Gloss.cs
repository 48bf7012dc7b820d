using System.Text.RegularExpressions;

namespace QaaHybrid.Training;

/// <summary>
/// A gloss of WordNet taken apart: <c>definition; definition; "example"; "example"- author</c>. A semicolon inside quotes does not
/// separate. A few glosses put the example behind a comma or colon, and some twenty have an odd number of quotes; both are handled.
/// </summary>
internal static partial class Gloss
{
    /// <summary>The definition and the examples of <paramref name="gloss"/>.</summary>
    public static (string Definition, IReadOnlyList<string> Examples) Split(string gloss)
    {
        var definitions = new List<string>();
        var examples = new List<string>();
        foreach (var part in Parts(gloss))
        {
            if (part.StartsWith('"'))
                examples.Add(part[1..].Split('"')[0]);
            else if (ExampleBehindDefinition().Match(part) is { Success: true } match)
            {
                definitions.Add(match.Groups["definition"].Value);
                examples.Add(match.Groups["example"].Value);
            }
            else if (part.EndsWith('"') && part.Count(c => c == '"') == 1) // a quote is missing in WordNet itself
                (definitions.Count > 0 ? examples : definitions).Add(part[..^1]);
            else if (examples.Count == 0)
                definitions.Add(part);
            // What follows the examples is a remark on other words ("(`blate' is a Scottish term)"), not part of the definition.
        }
        return (
            string.Join("; ", definitions.Select(Clean).Where(text => text.Length > 0)),
            [.. examples.Select(Clean).Where(text => text.Length > 0)]);
    }

    private static IEnumerable<string> Parts(string gloss)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= gloss.Length; i++)
        {
            if (i < gloss.Length && gloss[i] == '"')
                quoted = !quoted;
            if (i == gloss.Length || (gloss[i] == ';' && !quoted))
            {
                var part = gloss[start..i].Trim();
                if (part.Length > 0)
                    yield return part;
                start = i + 1;
            }
        }
    }

    private static string Clean(string text) => Blanks().Replace(text, " ").Trim(' ', ';', ',', ':');

    [GeneratedRegex("""^(?<definition>[^"]+)[:,]\s*"(?<example>[^"]+)"$""")]
    private static partial Regex ExampleBehindDefinition();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
