using System.Text.RegularExpressions;

namespace QaaHybrid.Notebook.Magics;

/// <summary>Something that a Q# cell declares at its top, by its text: enough to know it by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Signature">Its first line, up to the body.</param>
/// <param name="IsCallable">Whether it is an operation or a function.</param>
internal sealed partial record QSharpDeclaration(string Name, string Signature, bool IsCallable)
{
    /// <summary>All of a cell.</summary>
    public static IReadOnlyList<QSharpDeclaration> In(string code) =>
    [
        .. Declaration().Matches(WithoutComments(code)).Select(match =>
            new QSharpDeclaration(match.Groups["name"].Value, Blanks().Replace(match.Value.Trim(), " "), match.Groups["kind"].Value is "operation" or "function")),
    ];

    /// <summary>Whether a text names it.</summary>
    public bool IsNamedIn(string code) => Regex.IsMatch(WithoutComments(code), $@"\b{Name}\b");

    private static string WithoutComments(string code) => Comment().Replace(code, "");

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^[ \t]*(internal\s+)?(?<kind>operation|function|newtype|struct)\s+(?<name>\w+)[^{;=]*", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
