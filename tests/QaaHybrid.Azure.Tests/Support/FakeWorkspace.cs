using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests;

/// <summary>
/// A hand-written workspace with its storage, as small as the tests allow: what the recordings do not hold (cancelling, changing, deleting,
/// paging, faults) is tested against it. It shows that the client does what the specification says, not what the service does.
/// </summary>
internal sealed class FakeWorkspace : IDisposable
{
    public const string Key = "the-secret-key", Signature = "sv=2024-05-04&ss=b&srt=co&se=2050-01-01T00%3A00%3A00Z&sp=rwlac&sig=the%2Bsecret%2Fsignature%3D";

    private readonly LoopbackServer service, storage;

    public FakeWorkspace()
    {
        service = new LoopbackServer(request => Fault?.Invoke(request) ?? Serve(request));
        storage = new LoopbackServer(request => Fault?.Invoke(request) ?? Store(request));
    }

    /// <summary>Asked first, of every request; null lets the workspace answer.</summary>
    public Func<SeenRequest, Answer?>? Fault { get; set; }

    /// <summary>The jobs by id, as the service describes them.</summary>
    public Dictionary<string, JsonObject> Jobs { get; } = [];

    /// <summary>The blobs by path.</summary>
    public Dictionary<string, string> Blobs { get; } = [];

    public HashSet<string> Containers { get; } = [];

    /// <summary>How many jobs were ever made: what is paid for.</summary>
    public int JobsMade { get; private set; }

    public Uri Endpoint => service.Address;

    public Uri StorageAddress => storage.Address;

    public IReadOnlyList<SeenRequest> ToService => service.Seen;

    public IReadOnlyList<SeenRequest> ToStorage => storage.Seen;

    /// <summary>Does what the request asks for; for a fault that comes after the deed.</summary>
    public Answer Do(SeenRequest request) => request.Address.Port == StorageAddress.Port ? Store(request) : Serve(request);

    /// <summary>The job's last state, what comes with it, and its output.</summary>
    public void Finish(string id, string state, string? output = null, JsonObject? more = null)
    {
        Jobs[id]["status"] = state;
        if (output is not null)
            Blobs[$"/job-{id}/outputData"] = output;
        Jobs[id]["outputDataUri"] = $"{StorageAddress}job-{id}/outputData?{Signature}";
        foreach (var (name, value) in more ?? [])
            Jobs[id][name] = value?.DeepClone();
    }

    public static WorkspaceConnection ConnectionTo(Uri endpoint) =>
        new("00000000-0000-0000-0000-000000000000", "myresourcegroup", "myworkspace", endpoint) { ApiKey = Key };

    /// <summary>Pauses of a millisecond.</summary>
    public static WorkspaceOptions Quick { get; } = new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(2),
    };

    public QuantumWorkspace Client(WorkspaceOptions? options = null) => new(ConnectionTo(Endpoint), options ?? Quick);

    public void Dispose()
    {
        service.Dispose();
        storage.Dispose();
    }

    private Answer Serve(SeenRequest request)
    {
        var path = request.Path.Split("/workspaces/myworkspace/")[^1];
        switch (request.Method, path.Split('/')[0])
        {
            case ("POST", "storage"):
                var container = JsonNode.Parse(request.Text)!["containerName"]!.ToString();
                var blob = JsonNode.Parse(request.Text)!["blobName"]?.ToString();
                return Json(new JsonObject { ["sasUri"] = $"{StorageAddress}{container}{(blob is null ? "" : "/" + blob)}?{Signature}" });
            case (_, "jobs" or "jobUpdateOptions"):
                return Job(request, path.Split('/')[1]);
            default:
                return Error(404, "NotFound", $"the test's workspace has no {path}");
        }
    }

    private Answer Job(SeenRequest request, string id)
    {
        if (request.Method == "PUT")
        {
            var job = JsonNode.Parse(request.Text)!.AsObject();
            job["id"] = id;
            job["status"] = "Waiting";
            job["containerUri"] = job["containerUri"]!.ToString().Split('?')[0];
            if (Jobs.TryAdd(id, job))
                JobsMade++;
            return Json(Jobs[id]);
        }
        if (!Jobs.TryGetValue(id.Split(':')[0], out var known))
            return Error(404, "ResourceNotFound", "there is no such job");
        switch (request.Method)
        {
            case "POST":
                known["status"] = "Cancelled";
                return new Answer(204);
            case "DELETE":
                Jobs.Remove(id);
                return new Answer(204);
            case "PATCH":
                foreach (var (name, value) in JsonNode.Parse(request.Text)!.AsObject())
                    known[name] = value?.DeepClone();
                return Json(known);
            default:
                return Json(known);
        }
    }

    private Answer Store(SeenRequest request)
    {
        if (request.Address.Query.TrimStart('?').Replace("restype=container&", "") != Signature)
            return Xml(403, "AuthenticationFailed");
        var container = request.Path.Split('/')[1];
        if (request.Address.Query.Contains("restype=container"))
            return Containers.Add(container) ? new Answer(201) : Xml(409, "ContainerAlreadyExists");
        if (!Containers.Contains(container) && request.Method == "PUT")
            return Xml(404, "ContainerNotFound");
        if (request.Method == "PUT")
            return Blobs.TryAdd(request.Path, request.Text) ? new Answer(201) : Xml(409, "BlobAlreadyExists");
        return Blobs.TryGetValue(request.Path, out var content)
            ? new Answer(200, content, "application/octet-stream") : Xml(404, "BlobNotFound");
    }

    public static Answer Json(JsonNode body, int status = 200) => new(status, body.ToJsonString());

    public static Answer Error(int status, string code, string message) =>
        Json(new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }, status);

    public static Answer Xml(int status, string code) =>
        new(status, $"\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>In words.\nRequestId:1</Message></Error>",
            "application/xml");
}
