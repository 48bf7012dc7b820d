using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.Notebook.Messaging;

/// <summary>
/// Messages of the Jupyter protocol 5.3 as frames: <c>&lt;IDS|MSG&gt;</c>, signature, header, parent header, metadata, content. The signature is
/// the HMAC-SHA256 of the last four in lower-case hexadecimal digits.
/// </summary>
internal sealed class Wire(string key)
{
    /// <summary>The version of the protocol that is spoken.</summary>
    public const string Version = "5.3";

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] Nothing = "{}"u8.ToArray();
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);
    private readonly string _session = Guid.NewGuid().ToString("N");

    /// <summary>A message of ours.</summary>
    /// <param name="type">As <c>execute_reply</c>.</param>
    /// <param name="content">What it says.</param>
    /// <param name="parent">What it answers, or belongs to.</param>
    /// <param name="topic">What subscribers find it by; null where it goes to one peer.</param>
    public List<byte[]> Encode(string type, JsonObject content, Request? parent, string? topic = null)
    {
        var header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = _session,
            ["username"] = "kernel",
            ["date"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = Version,
        };
        byte[][] parts = [Bytes(header), parent?.Header ?? Nothing, Nothing, Bytes(content)];
        List<byte[]> frames = [Delimiter, Sign(parts), .. parts];
        if (topic is not null)
            frames.Insert(0, Encoding.UTF8.GetBytes(topic));
        return frames;
    }

    /// <summary>A message of a front end; null where it is none, or the signature is not right.</summary>
    public Request? Decode(byte[] sender, List<byte[]> frames)
    {
        var start = frames.FindIndex(frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (start < 0 || frames.Count < start + 6)
            return null;
        var parts = frames.GetRange(start + 2, 4);
        if (!CryptographicOperations.FixedTimeEquals(Sign(parts), frames[start + 1]))
            return null;
        try
        {
            using var header = JsonDocument.Parse(parts[0]);
            using var content = JsonDocument.Parse(parts[3]);
            return content.RootElement.ValueKind == JsonValueKind.Object
                ? new Request(sender, header.RootElement.GetProperty("msg_type").GetString()!, parts[0], content.RootElement.Clone())
                : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private byte[] Sign(IEnumerable<byte[]> parts)
    {
        if (_key.Length == 0)
            return [];
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in parts)
            hash.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static byte[] Bytes(JsonObject value) => JsonSerializer.SerializeToUtf8Bytes(value, Json);
}
