using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests;

public class SubmitTests
{
    private static readonly string[] Versions = ["2025-12-01-preview", WorkspaceOptions.NewestApiVersion];

    [TestCaseSource(nameof(Versions))]
    public async Task AJobGoesFromSubmissionToItsResult(string version)
    {
        using var workspace = new FakeWorkspace();
        var client = workspace.Client(FakeWorkspace.Quick with { ApiVersion = version });
        var request = Programs.BellJob();

        var job = await client.SubmitAsync(request);
        Assert.That((job.Id, job.Target, job.State, job.Shots), Is.EqualTo((request.Id, "ionq.simulator", JobState.Waiting, (long?)3)));
        Assert.That(workspace.Blobs[$"/job-{request.Id}/inputData"], Is.EqualTo(Programs.Bell));
        Assert.That(workspace.ToService.Select(seen => seen.Address.Query), Is.All.EqualTo($"?api-version={version}"));

        workspace.Finish(job.Id, "Succeeded", Programs.BellResults);
        var result = await client.GetResultAsync(await client.WaitAsync(job.Id));
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["00"] = 2, ["11"] = 1 }));
        Assert.That(result.ShotBits, Is.EqualTo(new[] { "00", "11", "00" }));
    }

    [Test]
    public async Task TheBodyIsWhatTheSpecificationAsksFor()
    {
        using var workspace = new FakeWorkspace();
        var request = Programs.BellJob(shots: 7) with
        {
            Metadata = new Dictionary<string, string> { ["run"] = "5" },
            Tags = ["a", "b"],
            SessionId = "11111111-1111-1111-1111-111111111111",
            Priority = "High",
        };
        await workspace.Client().SubmitAsync(request);
        var put = workspace.ToService.Single(seen => seen.Method == "PUT");
        var container = $"{workspace.StorageAddress}job-{request.Id}";
        var expected = new JsonObject
        {
            ["itemType"] = "Job",
            ["name"] = "bell",
            ["containerUri"] = $"{container}?{FakeWorkspace.Signature}",
            ["inputDataFormat"] = "qir.v1",
            ["outputDataFormat"] = "microsoft.quantum-results.v2",
            ["inputDataUri"] = $"{container}/inputData",
            ["providerId"] = "ionq",
            ["target"] = "ionq.simulator",
            ["inputParams"] = new JsonObject
            {
                ["entryPoint"] = "ENTRYPOINT__main", ["arguments"] = new JsonArray(), ["target_profile"] = "Base", ["shots"] = 7,
            },
            ["metadata"] = new JsonObject { ["run"] = "5" },
            ["tags"] = new JsonArray("a", "b"),
            ["sessionId"] = "11111111-1111-1111-1111-111111111111",
            ["priority"] = "High",
        };
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(put.Text), expected), Is.True, put.Text);
        Assert.That(put.Path, Does.EndWith($"/Microsoft.Quantum/workspaces/myworkspace/jobs/{request.Id}"));
    }

    [TestCaseSource(nameof(Versions))]
    public async Task TheSameRequestTwiceMakesOneJob(string version)
    {
        using var workspace = new FakeWorkspace();
        var request = Programs.BellJob();
        await workspace.Client(FakeWorkspace.Quick with { ApiVersion = version }).SubmitAsync(request);
        workspace.Finish(request.Id, "Succeeded", Programs.BellResults);
        var again = await workspace.Client(FakeWorkspace.Quick with { ApiVersion = version }).SubmitAsync(request);
        Assert.That((again.State, workspace.JobsMade), Is.EqualTo((JobState.Succeeded, 1)));
        Assert.That(workspace.ToService.Count(seen => seen.Method == "PUT"), Is.EqualTo(1), "the job is not described a second time");
    }

    [Test]
    public async Task AnIdThatWasUsedForOtherInputIsRefused()
    {
        using var workspace = new FakeWorkspace();
        var request = Programs.BellJob();
        await workspace.Client().SubmitAsync(request);
        var other = request with { Input = BinaryData.FromString("another program") };
        Assert.That(() => workspace.Client().SubmitAsync(other), Throws.InvalidOperationException.With.Message.Contains(request.Id));
        Assert.That(workspace.Blobs[$"/job-{request.Id}/inputData"], Is.EqualTo(Programs.Bell), "what waits in the queue is unchanged");
    }
}
