using System.Text.Json;

namespace QaaHybrid.QSharp;

/// <summary>What the engine sends back, from JSON into this project's types.</summary>
internal static class EngineReply
{
    /// <summary>{ kind, message, diagnostics[] }</summary>
    public static QSharpException ToException(JsonElement error)
    {
        var diagnostics = error.TryGetProperty("diagnostics", out var list) ? list.EnumerateArray().Select(ToDiagnostic).ToArray() : [];
        var kind = error.GetProperty("kind").GetString();
        return new QSharpException(
            Enum.TryParse<QSharpFailure>(kind, ignoreCase: true, out var failure) ? failure : QSharpFailure.Request,
            error.GetProperty("message").GetString() ?? "",
            diagnostics);
    }

    /// <summary>{ file, line, column, message, code, severity, stack }</summary>
    public static QSharpDiagnostic ToDiagnostic(JsonElement diagnostic) => new(
        diagnostic.GetProperty("file").GetString(),
        diagnostic.GetProperty("line").GetInt32(),
        diagnostic.GetProperty("column").GetInt32(),
        diagnostic.GetProperty("message").GetString() ?? "",
        Optional(diagnostic, "code"),
        Optional(diagnostic, "severity") ?? "error",
        Optional(diagnostic, "stack"));

    /// <summary>{ qubits, index[], re[], im[] }</summary>
    public static StateDump ToDump(JsonElement dump) => new(
        dump.GetProperty("qubits").GetInt32(),
        [.. dump.GetProperty("index").EnumerateArray().Select(value => value.GetInt64())],
        [.. dump.GetProperty("re").EnumerateArray().Select(value => value.GetDouble())],
        [.. dump.GetProperty("im").EnumerateArray().Select(value => value.GetDouble())]);

    /// <summary>A list of strings.</summary>
    public static IReadOnlyList<string> ToStrings(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetString() ?? "")];

    private static string? Optional(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
