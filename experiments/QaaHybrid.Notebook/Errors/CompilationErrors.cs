using System.Globalization;
using Microsoft.CodeAnalysis;
using QaaHybrid.Notebook.Scripting;

namespace QaaHybrid.Notebook.Errors;

/// <summary>What the C# compiler says about a cell, as a person reads it.</summary>
internal static class CompilationErrors
{
    private const int Shown = 8;

    /// <summary>Each error with its line and carets.</summary>
    public static CellError Of(CompilationFailedException failure, string code)
    {
        var lines = failure.Errors.Take(Shown).SelectMany(error => Describe(error, code)).ToList();
        if (failure.Errors.Count > Shown)
            lines.Add($"and {failure.Errors.Count - Shown} more");
        var first = failure.Errors[0];
        return new CellError(first.Id, Message(first), lines);
    }

    private static IEnumerable<string> Describe(Diagnostic error, string code)
    {
        var span = error.Location.GetLineSpan();
        var (start, end) = (span.StartLinePosition, span.EndLinePosition);
        yield return $"{Ansi.Cyan($"({start.Line + 1},{start.Character + 1})")}: {Ansi.Red($"error {error.Id}")}: {Message(error)}";
        foreach (var line in SourceExcerpt.Of(code, start.Line, start.Character, end.Line == start.Line ? end.Character - start.Character : int.MaxValue))
            yield return line;
    }

    private static string Message(Diagnostic error) => error.GetMessage(CultureInfo.InvariantCulture);
}
