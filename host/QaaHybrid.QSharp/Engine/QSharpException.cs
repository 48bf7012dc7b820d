namespace QaaHybrid.QSharp;

/// <summary>The Q# engine could not do what it was asked. The message carries the compiler's words with file, line and column.</summary>
public sealed class QSharpException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">What kind of thing went wrong.</param>
    /// <param name="message">What happened, without the places.</param>
    /// <param name="diagnostics">What the compiler or the running program said.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public QSharpException(
        QSharpFailure failure, string message, IReadOnlyList<QSharpDiagnostic>? diagnostics = null, Exception? innerException = null)
        : base(Compose(message, diagnostics ?? []), innerException)
    {
        Failure = failure;
        Diagnostics = diagnostics ?? [];
    }

    /// <summary>What kind of thing went wrong.</summary>
    public QSharpFailure Failure { get; }

    /// <summary>What the compiler or the running program said, the first complaint first.</summary>
    public IReadOnlyList<QSharpDiagnostic> Diagnostics { get; }

    // The first few complaints say it all; a missing file can produce hundreds.
    private static string Compose(string message, IReadOnlyList<QSharpDiagnostic> diagnostics)
    {
        const int shown = 5;
        if (diagnostics.Count == 0)
            return message;
        var lines = diagnostics.Take(shown).Select(diagnostic => diagnostic.ToString());
        var more = diagnostics.Count > shown ? $"{Environment.NewLine}and {diagnostics.Count - shown} more" : "";
        return string.Join(Environment.NewLine, lines) + more;
    }
}
