namespace QaaHybrid.Azure.Tests;

public class StorageTests
{
    [Test]
    public async Task An_older_version_leaves_the_container_to_the_client()
    {
        using var workspace = new FakeWorkspace();
        await workspace.Client(FakeWorkspace.Quick with { ApiVersion = "2025-12-01-preview" }).SubmitAsync(Programs.BellJob());
        Assert.That(workspace.ToStorage.Select(Kind), Is.EqualTo(new[] { "PUT container", "PUT blob" }));
    }

    [Test]
    public async Task The_newest_makes_it_itself()
    {
        using var workspace = new FakeWorkspace();
        workspace.Fault = request =>
        {
            if (request.Method == "POST")
                workspace.Containers.Add(System.Text.Json.Nodes.JsonNode.Parse(request.Text)!["containerName"]!.ToString());
            return null;
        };
        await workspace.Client().SubmitAsync(Programs.BellJob());
        Assert.That(workspace.ToStorage.Select(Kind), Is.EqualTo(new[] { "PUT blob" }));
    }

    [Test]
    public async Task And_where_it_did_not_the_client_does()
    {
        using var workspace = new FakeWorkspace();
        await workspace.Client().SubmitAsync(Programs.BellJob());
        Assert.That(workspace.ToStorage.Select(Kind), Is.EqualTo(new[] { "PUT blob", "PUT container", "PUT blob" }));
    }

    [Test]
    public async Task A_container_that_is_there_already_is_as_good()
    {
        using var workspace = new FakeWorkspace();
        var request = Programs.BellJob();
        workspace.Containers.Add($"job-{request.Id}");
        var job = await workspace.Client(FakeWorkspace.Quick with { ApiVersion = "2025-12-01-preview" }).SubmitAsync(request);
        Assert.That(job.State, Is.EqualTo(JobState.Waiting));
    }

    [Test]
    public async Task A_signature_that_storage_refuses_is_asked_for_anew()
    {
        using var workspace = new FakeWorkspace();
        var (client, job) = await FinishedAsync(workspace);
        var refused = 0;
        workspace.Fault = request => request.Path.EndsWith("/outputData", StringComparison.Ordinal) && refused++ == 0 ? FakeWorkspace.Xml(403, "AuthenticationFailed") : null;
        Assert.That((await client.GetResultAsync(job)).Shots, Is.EqualTo(3));
        Assert.That(workspace.ToService[^1].Text, Is.EqualTo($$"""{"containerName":"job-{{job.Id}}","blobName":"outputData"}"""));
    }

    [TestCase("2049-12-31T23:54:00Z", 0)]
    [TestCase("2049-12-31T23:56:00Z", 1)]
    [TestCase("2050-06-01T00:00:00Z", 1)]
    public async Task A_signature_is_fresh_until_five_minutes_before_its_end(string now, int asked)
    {
        using var workspace = new FakeWorkspace();
        var (_, job) = await FinishedAsync(workspace);
        var before = workspace.ToService.Count;
        var clock = new FixedClock(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        await workspace.Client(FakeWorkspace.Quick with { Clock = clock }).GetResultAsync(job);
        Assert.That(workspace.ToService.Count - before, Is.EqualTo(asked));
    }

    [Test]
    public async Task A_job_that_was_seen_before_its_end_is_asked_for_again()
    {
        using var workspace = new FakeWorkspace();
        var client = workspace.Client();
        var waiting = await client.SubmitAsync(Programs.BellJob());
        Assert.That(() => client.GetResultAsync(waiting), Throws.InvalidOperationException.With.Message.Contains("Waiting"));
        workspace.Finish(waiting.Id, "Failed", "what the provider wrote");
        Assert.That((await client.GetOutputAsync(waiting)).ToString(), Is.EqualTo("what the provider wrote"));
    }

    [Test]
    public async Task An_output_that_is_missing_is_told()
    {
        using var workspace = new FakeWorkspace();
        var (client, job) = await FinishedAsync(workspace);
        workspace.Jobs[job.Id].Remove("outputDataUri");
        Assert.That(async () => await client.GetResultAsync(await client.GetJobAsync(job.Id)),
            Throws.InstanceOf<QuantumServiceException>().With.Property("Code").EqualTo("OutputMissing"));
        workspace.Blobs.Remove($"/job-{job.Id}/outputData");
        Assert.That(() => client.GetResultAsync(job), Throws.InstanceOf<QuantumServiceException>().With.Property("Code").EqualTo("BlobNotFound"));
    }

    private static async Task<(QuantumWorkspace, Job)> FinishedAsync(FakeWorkspace workspace)
    {
        var client = workspace.Client();
        var job = await client.SubmitAsync(Programs.BellJob());
        workspace.Finish(job.Id, "Succeeded", Programs.BellResults);
        return (client, await client.GetJobAsync(job.Id));
    }

    private static string Kind(SeenRequest request) =>
        $"{request.Method} {(request.Address.Query.Contains("restype=container", StringComparison.Ordinal) ? "container" : "blob")}";
}
