namespace QaaHybrid.Notebook.Errors;

/// <summary>The few colours of error messages; front ends show ANSI sequences in them.</summary>
internal static class Ansi
{
    /// <summary>What went wrong.</summary>
    public static string Red(string text) => $"\u001b[31m{text}\u001b[39m";

    /// <summary>Where.</summary>
    public static string Cyan(string text) => $"\u001b[36m{text}\u001b[39m";
}
