using System.Text.Json;

namespace QaaHybrid.Training;

/// <summary>JSON in data files, with errors that name the file and the line.</summary>
internal static class JsonLine
{
    /// <summary>One line of a JSON-lines file.</summary>
    /// <exception cref="DataFileException">It is not JSON.</exception>
    public static JsonDocument Parse(string path, TextLine line)
    {
        try
        {
            return JsonDocument.Parse(line.Text);
        }
        catch (JsonException error)
        {
            throw new DataFileException(path, line.Number, $"is not JSON: {error.Message}", error);
        }
    }

    /// <summary>A whole file.</summary>
    /// <exception cref="DataFileException">It is not JSON; the line is named.</exception>
    public static JsonDocument ParseFile(string path)
    {
        var text = TextFile.ReadAll(path);
        if (string.IsNullOrWhiteSpace(text))
            throw new DataFileException(path, "is empty, expected JSON");
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            throw new DataFileException(path, (int)(error.LineNumber ?? 0) + 1, $"is not JSON: {error.Message}", error);
        }
    }

    /// <summary>What a value is, in a message.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "text",
    };
}
