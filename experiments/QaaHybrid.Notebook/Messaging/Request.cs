using System.Text.Json;

namespace QaaHybrid.Notebook.Messaging;

/// <summary>A message from a front end.</summary>
/// <param name="Sender">Its identity on the socket: answers and questions go there.</param>
/// <param name="Type">What it asks for, as <c>execute_request</c>.</param>
/// <param name="Header">Its header as it came: every answer carries it as parent, byte for byte.</param>
/// <param name="Content">What it says.</param>
internal sealed record Request(byte[] Sender, string Type, byte[] Header, JsonElement Content)
{
    /// <summary>A text of the content.</summary>
    public string Text(string name, string otherwise = "") =>
        Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : otherwise;

    /// <summary>A yes or no of the content.</summary>
    public bool Flag(string name, bool otherwise) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : otherwise;

    /// <summary>A whole number of the content.</summary>
    public int Number(string name, int otherwise) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : otherwise;
}
