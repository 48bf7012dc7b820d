using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.Azure;

/// <summary>
/// Lenient reading of the service's answers: any field may be absent, null or of another type, and times come with 0 to 7 decimals, with
/// <c>Z</c> or an offset. What cannot be read is null.
/// </summary>
internal static class JsonReading
{
    /// <summary>A property by name; where there is none of that name, one that differs in case; an undefined element where there is none at all.</summary>
    public static JsonElement Property(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return default;
        if (element.TryGetProperty(name, out var value))
            return value;
        return element.EnumerateObject().FirstOrDefault(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    /// <summary>A text; numbers and truth values as they are written.</summary>
    public static string? Text(this JsonElement element, string name) => AsText(element.Property(name));

    public static decimal? Number(this JsonElement element, string name) =>
        decimal.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static DateTimeOffset? Time(this JsonElement element, string name) => DateTimeOffset.TryParse(
        element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>The elements of an array; none where it is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        [.. element.Items(name).Select(AsText).OfType<string>()];

    /// <summary>An object as names and texts; nulls are left out.</summary>
    public static IReadOnlyDictionary<string, string> Map(this JsonElement element, string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (element.Property(name) is { ValueKind: JsonValueKind.Object } inner)
            foreach (var property in inner.EnumerateObject())
                if (AsText(property.Value) is { } text)
                    map[property.Name] = text;
        return map;
    }

    public static JsonObject? Object(this JsonElement element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.Object } inner ? JsonObject.Create(inner) : null;

    private static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        _ => value.GetRawText(),
    };
}
