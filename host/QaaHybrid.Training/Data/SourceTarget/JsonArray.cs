using System.Text;
using System.Text.Json;

namespace QaaHybrid.Training;

/// <summary>A JSON file that is one array, element by element, each with the line that it starts on.</summary>
internal static class JsonArray
{
    /// <summary>The elements as they are written.</summary>
    /// <exception cref="DataFileException">The file is not JSON, or no array.</exception>
    public static IEnumerable<TextLine> Elements(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(TextFile.ReadAll(path));
        var line = 1;
        var counted = 0;
        foreach (var (start, length) in Places(path, bytes))
        {
            line += bytes.AsSpan(counted..start).Count((byte)'\n');
            counted = start;
            yield return new TextLine(line, Encoding.UTF8.GetString(bytes, start, length));
        }
    }

    private static List<(int Start, int Length)> Places(string path, byte[] bytes)
    {
        var places = new List<(int, int)>();
        var reader = new Utf8JsonReader(bytes);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                throw new DataFileException(path, "expected an array of JSON objects");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                places.Add((start, (int)reader.BytesConsumed - start));
            }
            reader.Read(); // what stands after the array is an error
        }
        catch (JsonException error)
        {
            throw new DataFileException(path, (int)(error.LineNumber ?? 0) + 1, $"is not JSON: {error.Message}", error);
        }
        return places;
    }
}
