using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using QaaHybrid.Files;

namespace QaaHybrid.Training;

/// <summary>The JSON files of a run: snake case, indented, written whole or not at all.</summary>
internal static class JsonFiles
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };

    public static void Write<T>(string path, T value) => AtomicFile.WriteText(path, JsonSerializer.Serialize(value, Options) + "\n");

    public static void WriteLines<T>(string path, IEnumerable<T> values) =>
        AtomicFile.WriteText(path, string.Concat(values.Select(value => JsonSerializer.Serialize(value, OneLine) + "\n")));

    /// <exception cref="DataFileException">The file is missing or is not what is expected.</exception>
    public static T Read<T>(string path) => Parse<T>(path, null, TextFile.ReadAll(path));

    /// <exception cref="DataFileException">The file is missing, or a line is not what is expected.</exception>
    public static IReadOnlyList<T> ReadLines<T>(string path) => [.. TextFile.Lines(path).Select(line => Parse<T>(path, line.Number, line.Text))];

    private static T Parse<T>(string path, int? line, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("null");
        }
        catch (JsonException error)
        {
            var what = $"is damaged: {error.Message}";
            throw line is { } number ? new DataFileException(path, number, what, error) : new DataFileException(path, what, error);
        }
    }
}
