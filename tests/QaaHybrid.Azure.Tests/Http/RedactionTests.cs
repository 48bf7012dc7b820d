using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Text.Json;
using Azure.Core.Diagnostics;

namespace QaaHybrid.Azure.Tests;

/// <summary>Keys and signatures appear in no text that the library, or Azure.Core under it, gives out.</summary>
public class RedactionTests
{
    [Test]
    public async Task Azure_Core_s_log_and_traces_hold_no_secret()
    {
        var log = new List<string>();
        using var listener = new AzureEventSourceListener((arguments, message) =>
        {
            lock (log)
                log.Add(message + string.Join('|', arguments.Payload ?? new([])));
        }, EventLevel.Verbose);
        using var traces = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (log)
                    log.Add(activity.DisplayName + string.Join('|', activity.TagObjects));
            },
        };
        ActivitySource.AddActivityListener(traces);

        using var workspace = new FakeWorkspace();
        var client = workspace.Client();
        var job = await client.SubmitAsync(Programs.BellJob());
        workspace.Finish(job.Id, "Succeeded", Programs.BellResults);
        await client.GetResultAsync(await client.GetJobAsync(job.Id));
        workspace.Fault = _ => FakeWorkspace.Error(500, "InternalServerError", "in words");
        Assert.That(() => client.GetJobAsync(job.Id), Throws.InstanceOf<QuantumServiceException>());

        string[] lines;
        lock (log)
            lines = [.. log];
        Assert.That(lines, Has.Some.Contain("/jobs/"), "something was logged");
        Assert.That(lines, Has.None.Contain(FakeWorkspace.Key));
        Assert.That(lines, Has.None.Contain("secret"));
    }

    [Test]
    public async Task ToString_and_JSON_hold_no_secret()
    {
        using var workspace = new FakeWorkspace();
        var client = workspace.Client();
        var request = Programs.BellJob();
        var job = await client.SubmitAsync(request);
        workspace.Finish(job.Id, "Succeeded", Programs.BellResults);
        job = await client.GetJobAsync(job.Id);
        Assert.That(job.Output!.IsSigned, Is.True, "there is something to hide");
        string[] texts =
        [
            client.ToString(), client.Connection.ToString(), JsonSerializer.Serialize(client.Connection), $"{job}", JsonSerializer.Serialize(job),
            $"{job.Output}", $"{request}", $"{new StubCredential("the-secret-key")}",
        ];
        Assert.That(texts, Has.None.Contain("secret"));
        Assert.That(client.ToString(), Does.Contain("myworkspace").And.Contain("access key"));
    }

    [TestCase(403, "AuthenticationFailed")]
    [TestCase(404, "BlobNotFound")]
    [TestCase(0, "")]
    public async Task Errors_of_storage_hold_no_signature(int status, string code)
    {
        using var workspace = new FakeWorkspace();
        var client = workspace.Client();
        var job = await client.SubmitAsync(Programs.BellJob());
        workspace.Finish(job.Id, "Succeeded", Programs.BellResults);
        job = await client.GetJobAsync(job.Id);
        workspace.Fault = request => !request.Path.Contains("/job-", StringComparison.Ordinal) ? null : status == 0 ? Answer.Cut : FakeWorkspace.Xml(status, code);
        var thrown = Assert.ThrowsAsync<QuantumServiceException>(() => client.GetOutputAsync(job))!;
        Assert.That(thrown.Status, Is.EqualTo(status));
        Assert.That(thrown.ToString(), Does.Not.Contain("secret").And.Not.Contain("sig="));
        Assert.That(thrown.Message, Does.Contain("outputData"));
    }
}
