using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace QaaHybrid.AzureEmulator;

/// <summary>Reads the JSON bodies of requests.</summary>
internal static class JsonFields
{
    /// <exception cref="ServiceException">The body is no JSON object.</exception>
    public static async Task<JsonObject> BodyAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject
                ?? throw ServiceException.BadRequest("The body is no JSON object.");
        }
        catch (JsonException error)
        {
            throw ServiceException.BadRequest($"The body is no JSON: {error.Message}");
        }
    }

    /// <summary>A text, or null where the field is absent or null.</summary>
    /// <exception cref="ServiceException">It is something else.</exception>
    public static string? Text(this JsonObject body, string field) => body[field] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw ServiceException.BadRequest($"The field '{field}' is no text."),
    };

    /// <summary>A text that has to be there; the words are the service's.</summary>
    public static string Required(this JsonObject body, string field) => Text(body, field) is { Length: > 0 } text
        ? text
        : throw new ServiceException(400, ServiceException.InvalidJobDefinition, $"The {char.ToUpperInvariant(field[0])}{field[1..]} field is required.");

    /// <summary>Texts by name; what is no text is written as one, as the service does.</summary>
    public static IReadOnlyDictionary<string, string> Texts(this JsonObject body, string field) => body[field] is JsonObject map
        ? map.ToDictionary(entry => entry.Key, entry => entry.Value is JsonValue value && value.TryGetValue<string>(out var text) ? text : entry.Value?.ToJsonString() ?? "")
        : new Dictionary<string, string>();

    /// <summary>A list of texts; empty where the field is absent.</summary>
    public static IReadOnlyList<string> TextList(this JsonObject body, string field) =>
        body[field] is JsonArray list ? [.. list.Select(item => item?.ToString() ?? "")] : [];
}
