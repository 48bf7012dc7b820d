using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QaaHybrid.Notebook.Magics;
using QaaHybrid.Notebook.Scripting;

namespace QaaHybrid.Notebook.Requests;

/// <summary>Whether a console may run what was typed, or has to wait for more.</summary>
internal static class Completeness
{
    private const int IndentWidth = 4;

    /// <summary>The content of an <c>is_complete_reply</c>.</summary>
    public static JsonObject Of(string code)
    {
        if (code.TrimStart().StartsWith(CellPart.QSharpSign, StringComparison.Ordinal))
            return Depth(code) > 0 || !code.Contains('\n') ? Incomplete(code) : Status("complete");
        if (code.TrimStart().StartsWith('%') || code.TrimStart().StartsWith('?'))
            return Status("complete");
        var tree = CSharpSession.Parse(code);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
            return Incomplete(code);
        return Status(tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? "invalid" : "complete");
    }

    private static JsonObject Status(string status) => new() { ["status"] = status };

    private static JsonObject Incomplete(string code) =>
        new() { ["status"] = "incomplete", ["indent"] = new string(' ', IndentWidth * Math.Max(0, Depth(code))) };

    private static int Depth(string code) => code.Count(character => character is '{' or '(' or '[') - code.Count(character => character is '}' or ')' or ']');
}
