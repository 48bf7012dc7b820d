using System.Net;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Azure;

namespace QaaHybrid.Azure;

/// <summary>Reads refusals: JSON from the service, XML from storage, an empty body from the gateway (every recorded 401).</summary>
internal static class ServiceErrors
{
    private const int LongestMessage = 2000;

    public static QuantumServiceException From(Response response, string what)
    {
        var (code, message) = Read(response.Content.ToString());
        if (response.Headers.TryGetValue("x-ms-error-code", out var header))
            code ??= header;
        if (code is null && response.Headers.TryGetValue("WWW-Authenticate", out var challenge))
            message ??= challenge;
        var word = Enum.IsDefined((HttpStatusCode)response.Status) ? ((HttpStatusCode)response.Status).ToString() : "UnknownStatus";
        var said = Shorten(message ?? "the service gave no reason");
        return new QuantumServiceException(
            response.Status, code ?? word, $"{what}: {response.Status} {code ?? word}: {said.TrimEnd('.')}", Exchange.RequestId(response));
    }

    private static (string? Code, string? Message) Read(string body)
    {
        try
        {
            if (body.StartsWith('{'))
                return ReadJson(JsonDocument.Parse(body).RootElement);
            if (body.TrimStart('\uFEFF') is ['<', ..] xml && XDocument.Parse(xml).Root is { Name.LocalName: "Error" } error)
                return (error.Element("Code")?.Value, error.Element("Message")?.Value.Split('\n')[0]);
        }
        catch (Exception exception) when (exception is JsonException or XmlException)
        {
            // Neither of the two: the text itself is the message.
        }
        return (null, string.IsNullOrWhiteSpace(body) ? null : body.Trim());
    }

    private static (string? Code, string? Message) ReadJson(JsonElement root)
    {
        var error = root.Property("error") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
        var details = error.Items("details").Select(detail => detail.Text("message")).Where(text => !string.IsNullOrEmpty(text));
        var message = string.Join("; ", new[] { error.Text("message") }.Concat(details).Where(text => !string.IsNullOrEmpty(text)));
        return (error.Text("code"), message.Length > 0 ? message : null);
    }

    private static string Shorten(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage] + " …";
}
