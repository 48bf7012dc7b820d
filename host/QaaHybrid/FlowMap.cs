using System.Text.Encodings.Web;
using System.Text.Json;

namespace QaaHybrid;

/// <summary>Keys and values of a recipe as they are written in C#, as YAML's flow style without its braces.</summary>
internal static class FlowMap
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An anonymous object or a dictionary (JSON is YAML), a text that is such a map already, or nothing.</summary>
    public static string Of(object? options) => options switch
    {
        null => "",
        string text => text.Trim() is ['{', .. var inner, '}'] ? inner.Trim() : text.Trim(),
        _ => JsonSerializer.Serialize(options, Options)[1..^1],
    };

    /// <summary>Several such maps as one.</summary>
    public static string Join(params IEnumerable<string> maps) => string.Join(", ", maps.Where(map => map.Length > 0));

    /// <summary>A value as one of them holds it.</summary>
    public static string Value(object value) => JsonSerializer.Serialize(value, Options);
}
