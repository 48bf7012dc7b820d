namespace QaaHybrid.QSharp;

/// <summary>One complaint of the Q# compiler, its linter or a running program.</summary>
/// <param name="File">Full path of the source; null for an expression that the host sent.</param>
/// <param name="Line">Line, counted from 1.</param>
/// <param name="Column">Column, counted from 1.</param>
/// <param name="Message">The compiler's own words, on one line.</param>
/// <param name="Code">The compiler's name for it, e.g. <c>Qdk.Qsc.Resolve.NotFound</c>.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Stack">Q# call stack of a program that failed while it ran.</param>
public sealed record QSharpDiagnostic(
    string? File, int Line, int Column, string Message, string? Code = null, string Severity = "error", string? Stack = null)
{
    /// <summary>File, line and column as compilers write them, then the message.</summary>
    public override string ToString() => File is null ? Message : $"{File}({Line},{Column}): {Message}";
}
