using System.Text.Json;

namespace QaaHybrid.Azure.Tests;

/// <summary>One recorded request with its answer.</summary>
internal sealed record Interaction(
    string Method, Uri Address, IReadOnlyDictionary<string, string> RequestHeaders, string RequestBody,
    int Status, IReadOnlyDictionary<string, string> AnswerHeaders, string AnswerBody)
{
    public bool IsStorage => Address.Host == Conversation.StorageHost;

    /// <summary>What it is, without ids: what the declared differences speak of.</summary>
    public string What => (Method, IsStorage, Address.Query.Contains("restype=container", StringComparison.Ordinal)) switch
    {
        (_, true, true) => $"{Method} container",
        ("PUT", true, _) => "PUT input",
        (_, true, _) => "GET output",
        _ => $"{Method} {Address.AbsolutePath.Split("/workspaces/myworkspace/")[^1].Replace(Conversation.RecordedId, "{id}", StringComparison.Ordinal)}",
    };

    /// <summary>The answer as JSON.</summary>
    public JsonElement Answer => JsonDocument.Parse(AnswerBody).RootElement;
}

/// <summary>A recorded conversation of ../shared/recordings/azure-quantum: what Microsoft's Python client and the service said to each other.</summary>
internal sealed record Conversation(string Name, IReadOnlyList<Interaction> Interactions)
{
    public const string ServiceHost = "eastus.quantum.azure.com", StorageHost = "mystorage.blob.core.windows.net";
    public const string RecordedId = "00000000-0000-0000-0000-000000000001", ApiVersion = "2025-12-01-preview", Key = "PLACEHOLDER";

    public static Conversation Read(string name)
    {
        var path = Repository.SharedOrSkip("recordings", "azure-quantum", "conversations", name + ".json");
        var root = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
        return new Conversation(name, [.. root.GetProperty("interactions").EnumerateArray().Select(ReadOne)]);
    }

    /// <summary>The last answer to a request of this kind.</summary>
    public Interaction Last(string what) => Interactions.Last(interaction => interaction.What == what);

    private static Interaction ReadOne(JsonElement interaction)
    {
        var (request, response) = (interaction.GetProperty("request"), interaction.GetProperty("response"));
        return new Interaction(
            request.GetProperty("method").GetString()!, new Uri(request.GetProperty("url").GetString()!), Headers(request),
            request.GetProperty("body").GetString() ?? "",
            response.GetProperty("status").GetInt32(), Headers(response), response.GetProperty("body").GetString() ?? "");
    }

    private static Dictionary<string, string> Headers(JsonElement message) => message.GetProperty("headers").EnumerateObject()
        .ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
}
