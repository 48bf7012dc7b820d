using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests;

/// <summary>Cancelling, deleting and changing: none of it is recorded, so a hand-written service does as the specification says.</summary>
public class ChangeTests
{
    [TestCase(204)]
    [TestCase(200)]
    public async Task Cancelling_takes_both_answers(int status)
    {
        using var workspace = new FakeWorkspace();
        var client = workspace.Client();
        var job = await client.SubmitAsync(Programs.BellJob());
        workspace.Fault = request =>
        {
            if (request.Method != "POST")
                return null;
            workspace.Do(request);
            return status == 204 ? new Answer(204) : FakeWorkspace.Json(workspace.Jobs[job.Id]);
        };
        var cancelled = await client.CancelJobAsync(job.Id);
        Assert.That((cancelled.State, cancelled.Cost, cancelled.Error), Is.EqualTo((JobState.Cancelled, (CostEstimate?)null, (JobError?)null)));
        Assert.That(workspace.ToService.Single(request => request.Path.EndsWith(":cancel", StringComparison.Ordinal)).Body, Is.Empty);
        Assert.That(() => client.GetResultAsync(cancelled),
            Throws.InstanceOf<QuantumServiceException>().With.Property("Code").EqualTo("Cancelled").And.Message.Contains("no result"));
    }

    [Test]
    public async Task An_older_version_cancels_by_DELETE_and_cannot_delete()
    {
        using var workspace = new FakeWorkspace();
        var client = workspace.Client(FakeWorkspace.Quick with { ApiVersion = "2025-09-01-preview" });
        var job = await client.SubmitAsync(Programs.BellJob());
        workspace.Fault = request =>
        {
            if (request.Method != "DELETE")
                return null;
            workspace.Jobs[job.Id]["status"] = "CancellationRequested";
            return new Answer(204);
        };
        Assert.That((await client.CancelJobAsync(job.Id)).State, Is.EqualTo(JobState.CancellationRequested));
        Assert.That(() => client.DeleteJobAsync(job.Id), Throws.InstanceOf<NotSupportedException>().With.Message.Contains("2025-12-01-preview"));
    }

    [Test]
    public async Task Deleting_says_whether_there_was_a_job()
    {
        using var workspace = new FakeWorkspace();
        var client = workspace.Client();
        var job = await client.SubmitAsync(Programs.BellJob());
        Assert.That(await client.DeleteJobAsync(job.Id), Is.True);
        Assert.That(await client.DeleteJobAsync(job.Id), Is.False);
        Assert.That(await client.FindJobAsync(job.Id), Is.Null);
        Assert.That(() => client.GetJobAsync(job.Id), Throws.InstanceOf<QuantumServiceException>().With.Property("Status").EqualTo(404));
    }

    [Test]
    public async Task Changing_sends_only_what_changes()
    {
        using var workspace = new FakeWorkspace();
        var client = workspace.Client();
        var job = await client.SubmitAsync(Programs.BellJob());
        var changed = await client.UpdateJobAsync(job.Id, new JobUpdate { Name = "renamed", Tags = ["a"] });
        Assert.That(changed.Name, Is.EqualTo("renamed"));
        Assert.That(changed.Tags, Is.EqualTo(new[] { "a" }));
        var patch = workspace.ToService.Single(request => request.Method == "PATCH");
        Assert.That((patch.Path.Split('/')[^2], patch.Headers["Content-Type"]), Is.EqualTo(("jobUpdateOptions", "application/merge-patch+json")));
        Assert.That(JsonNode.Parse(patch.Text)!.ToJsonString(), Is.EqualTo("""{"name":"renamed","tags":["a"]}"""));
        Assert.That(() => workspace.Client(FakeWorkspace.Quick with { ApiVersion = "2024-10-01-preview" }).UpdateJobAsync(job.Id, new JobUpdate()),
            Throws.InstanceOf<NotSupportedException>());
    }
}
