using System.Text;
using System.Text.Json.Nodes;

namespace QaaHybrid.AzureEmulator;

/// <summary>What is answered to a request.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="ContentType">Its type; null where there is no body.</param>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body, string? ContentType)
{
    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static Answer Empty(int status) => new(status, default, null);

    public static Answer Json(JsonNode body, int status = 200) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json; charset=utf-8");

    /// <summary>An error in the service's shape.</summary>
    public static Answer Error(int status, string code, string message) =>
        Json(new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }, status);

    /// <summary>An error in storage's shape.</summary>
    public static Answer StorageError(int status, string code, string message) => new(
        status, Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>"), "application/xml")
    {
        Headers = [KeyValuePair.Create("x-ms-error-code", code)],
    };
}
