using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace QaaHybrid.AzureEmulator.Tests.Support;

/// <summary>The protocol by hand, so that the emulator is not tested with the client that is tested with the emulator.</summary>
internal sealed class RawWorkspace : IDisposable
{
    public const string NewestVersion = "2026-01-15-preview";

    private readonly AzureEmulatorServer _server;

    public RawWorkspace(AzureEmulatorServer server, string key = "emulator-key")
    {
        _server = server;
        Key = key;
    }

    public HttpClient Http { get; } = new();

    public string Key { get; }

    /// <summary>An address of the data plane.</summary>
    public Uri Url(string path, string version = NewestVersion, string query = "") =>
        new(_server.Endpoint, $"{WorkspaceName.Path}/{path}?api-version={version}{query}");

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonNode? body = null, string version = NewestVersion, string query = "")
    {
        using var request = new HttpRequestMessage(method, Url(path, version, query));
        request.Headers.Add("x-ms-quantum-api-key", Key);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await Http.SendAsync(request);
    }

    public async Task<JsonObject> JsonAsync(HttpMethod method, string path, JsonNode? body = null, string version = NewestVersion, string query = "")
    {
        using var response = await SendAsync(method, path, body, version, query);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(200), $"{method} {path}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    public async Task<string> SasUriAsync(string container, string? blob = null, string version = NewestVersion) =>
        (await JsonAsync(HttpMethod.Post, "storage/sasUri", new JsonObject { ["containerName"] = container, ["blobName"] = blob }, version))["sasUri"]!.GetValue<string>();

    public async Task<HttpResponseMessage> PutBlobAsync(string address, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ByteArrayContent(content) };
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Headers.Add("x-ms-version", "2023-01-03");
        return await Http.SendAsync(request);
    }

    /// <summary>Container, upload, job; gives the answer to the job.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(
        string id, string target, byte[] input, JsonObject? inputParams = null, string format = "qir.v1", string results = "microsoft.quantum-results.v2",
        Action<JsonObject>? change = null)
    {
        var container = await SasUriAsync($"job-{id}");
        using (var uploaded = await PutBlobAsync(container.Replace("?", "/inputData?", StringComparison.Ordinal), input))
            Assert.That((int)uploaded.StatusCode, Is.EqualTo(201));
        var body = new JsonObject
        {
            ["itemType"] = "Job",
            ["name"] = "a test's job",
            ["providerId"] = target.Split('.')[0],
            ["target"] = target,
            ["containerUri"] = container,
            ["inputDataUri"] = container[..container.IndexOf('?', StringComparison.Ordinal)] + "/inputData",
            ["inputDataFormat"] = format,
            ["outputDataFormat"] = results,
            ["inputParams"] = inputParams?.DeepClone(),
        };
        change?.Invoke(body);
        return await SendAsync(HttpMethod.Put, $"jobs/{id}", body);
    }

    /// <summary>The job when it has ended.</summary>
    public async Task<JsonObject> EndAsync(string id)
    {
        for (var poll = 0; poll < 2000; poll++)
        {
            var job = await JsonAsync(HttpMethod.Get, $"jobs/{id}");
            if (job["status"]!.GetValue<string>() is "Succeeded" or "Completed" or "Failed" or "Cancelled")
                return job;
            await Task.Delay(5);
        }
        throw new InvalidOperationException($"job {id} does not end");
    }

    public async Task<JsonObject> OutputAsync(JsonObject job) =>
        JsonNode.Parse(await Http.GetStringAsync(job["outputDataUri"]!.GetValue<string>()))!.AsObject();

    /// <summary>Everything: submit, wait, download.</summary>
    public async Task<JsonObject> RunAsync(string target, string qir, int shots)
    {
        var id = Guid.NewGuid().ToString();
        using var submitted = await SubmitAsync(id, target, Encoding.UTF8.GetBytes(qir), new JsonObject { ["shots"] = shots });
        Assert.That((int)submitted.StatusCode, Is.EqualTo(200), await submitted.Content.ReadAsStringAsync());
        var job = await EndAsync(id);
        Assert.That(job["status"]!.GetValue<string>(), Is.EqualTo("Succeeded"), job.ToJsonString());
        return await OutputAsync(job);
    }

    public void Dispose() => Http.Dispose();
}
