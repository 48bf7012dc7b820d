using QaaHybrid.QSharp;

namespace QaaHybrid.Notebook.Errors;

/// <summary>What the Q# compiler says about a cell, as a person reads it.</summary>
internal static class QSharpErrors
{
    private const int Shown = 8;

    /// <summary>Whether the compiler complains about a text, and not about its own surroundings.</summary>
    public static bool IsOfCell(QSharpException failure) => failure.Failure == QSharpFailure.Compile && failure.Diagnostics.Count > 0;

    /// <summary>Each complaint with its line and a caret.</summary>
    public static CellError Of(QSharpException failure, string code)
    {
        // Where the syntax is wrong, what the compiler says of types is about a text that nobody wrote.
        var syntax = failure.Diagnostics.Where(diagnostic => diagnostic.Code?.Contains(".Parse.", StringComparison.Ordinal) == true).ToList();
        var diagnostics = syntax.Count > 0 ? syntax : failure.Diagnostics;
        var lines = diagnostics.Take(Shown).SelectMany(diagnostic => Describe(diagnostic, code)).ToList();
        if (diagnostics.Count > Shown)
            lines.Add($"and {diagnostics.Count - Shown} more");
        var first = diagnostics[0];
        return new CellError(first.Code ?? "Q#", first.Message, lines);
    }

    private static IEnumerable<string> Describe(QSharpDiagnostic diagnostic, string code)
    {
        yield return $"{Ansi.Cyan($"({diagnostic.Line},{diagnostic.Column})")}: {Ansi.Red($"Q# {diagnostic.Severity}{(diagnostic.Code is { } name ? $" {name}" : "")}")}: {diagnostic.Message}";
        if (diagnostic.File is { } file && Path.GetFileName(file) == $"{Magics.QSharpCells.Namespace}.qs")
            foreach (var line in SourceExcerpt.Of(code, diagnostic.Line - 1, diagnostic.Column - 1, 1))
                yield return line;
    }
}
