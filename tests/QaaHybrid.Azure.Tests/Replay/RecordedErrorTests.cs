using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests;

/// <summary>Every recorded refusal and every recorded reason of a failed job, as the client reports it.</summary>
public class RecordedErrorTests
{
    [Test]
    public void Every_refusal_keeps_status_code_and_message()
    {
        var errors = Read("errors-http.json");
        foreach (var error in errors)
        {
            var (status, body) = (error.GetProperty("status").GetInt32(), error.GetProperty("body").GetString()!);
            var headers = error.GetProperty("headers").EnumerateObject().Where(header => header.Name == "www-authenticate")
                .ToDictionary(header => header.Name, header => header.Value.GetString()!);
            using var workspace = new FakeWorkspace();
            var request = error.GetProperty("request").GetString()!;
            var (method, kind) = (request.Split(' ')[0], request.Split('/')[1]);
            workspace.Fault = seen => seen.Method == method && seen.Path.Contains($"/{kind}", StringComparison.Ordinal)
                ? new Answer(status, body) { Headers = headers } : null;
            var client = workspace.Client();
            var thrown = Assert.ThrowsAsync<QuantumServiceException>(() => (method, kind) switch
            {
                ("PUT", "jobs") => client.SubmitAsync(Programs.BellJob()),
                ("PUT", "sessions") => client.OpenSessionAsync(new SessionRequest(JobRequest.NewId(), "session", "quantinuum.sim.h1-1e")),
                _ => client.ListJobsAsync().GetAsyncEnumerator().MoveNextAsync().AsTask(),
            }, request)!;
            using var scope = Assert.EnterMultipleScope();
            Assert.That(thrown.Status, Is.EqualTo(status), request);
            Assert.That(thrown.Message, Does.Contain("What to do: "), request);
            if (body.Length == 0)
            {
                Assert.That(thrown.Code, Is.EqualTo("Unauthorized"));
                continue;
            }
            var recorded = JsonDocument.Parse(body).RootElement.GetProperty("error");
            Assert.That(thrown.Code, Is.EqualTo(recorded.GetProperty("code").GetString()), request);
            Assert.That(thrown.Message, Does.Contain(recorded.GetProperty("message").GetString()!.TrimEnd('.')), request);
        }
        Assert.That(errors, Has.Length.EqualTo(7));
    }

    [Test]
    public async Task Every_failed_job_tells_its_code_and_message()
    {
        var errors = Read("errors-job.json");
        using var workspace = new FakeWorkspace();
        var client = workspace.Client();
        foreach (var error in errors)
        {
            var recorded = error.GetProperty("errorData");
            var (code, message) = (recorded.GetProperty("code").GetString()!, recorded.GetProperty("message").GetString()!);
            var request = Programs.BellJob();
            await client.SubmitAsync(request);
            workspace.Finish(request.Id, "Failed", more: new JsonObject { ["errorData"] = JsonNode.Parse(recorded.GetRawText()) });
            var job = await client.WaitAsync(request.Id);
            Assert.That((job.Error!.Code, job.Error.Message), Is.EqualTo((code, message)));
            var thrown = Assert.ThrowsAsync<QuantumServiceException>(() => client.GetResultAsync(job))!;
            Assert.That((thrown.Code, thrown.Status, thrown.IsTransient), Is.EqualTo((code, 0, false)));
            Assert.That(thrown.Message, Does.Contain(message.TrimEnd('.')).And.Contain(request.Id));
        }
        Assert.That(errors, Has.Length.EqualTo(16));
    }

    private static JsonElement[] Read(string file) =>
        [.. JsonDocument.Parse(File.ReadAllText(Repository.SharedOrSkip("recordings", "azure-quantum", file))).RootElement.EnumerateArray()];
}
