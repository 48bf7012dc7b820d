namespace QaaHybrid.Azure.Tests;

public class WaitTests
{
    [TestCase("Succeeded")]
    [TestCase("Completed")]
    [TestCase("Failed")]
    [TestCase("Cancelled")]
    public async Task It_ends_with_the_job(string state)
    {
        using var workspace = new FakeWorkspace();
        var (client, clock, job) = await SubmittedAsync(workspace);
        var seen = new List<string>();
        var asked = 0;
        workspace.Fault = _ =>
        {
            workspace.Jobs[job.Id]["status"] = ++asked switch { 1 => "Waiting", 2 => "SomethingNew", 3 => "Executing", 4 => "Finishing", _ => state };
            return null;
        };
        var ended = await client.WaitAsync(job.Id, progress: new Told(item => seen.Add(item.State.Text)));
        Assert.That(ended.State.Text, Is.EqualTo(state));
        Assert.That(seen, Is.EqualTo(new[] { "Waiting", "SomethingNew", "Executing", "Finishing", state }));
        Assert.That(clock.Pauses, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task The_pauses_grow_from_a_fifth_of_a_second_to_half_a_minute()
    {
        using var workspace = new FakeWorkspace();
        var (client, clock, job) = await SubmittedAsync(workspace);
        Assert.That(() => client.WaitAsync(job.Id, new WaitOptions { Timeout = TimeSpan.FromHours(1) }), Throws.InstanceOf<JobWaitTimeoutException>());
        Assert.That(clock.Pauses.Take(4).Select(pause => pause.TotalSeconds), Is.EqualTo(new[] { 0.2, 0.3, 0.45, 0.675 }).Within(1e-6));
        Assert.That(clock.Pauses.Max().TotalSeconds, Is.EqualTo(30));
        Assert.That(clock.Elapsed.TotalHours, Is.EqualTo(1).Within(1e-9), "the last pause is as long as there is time left");
    }

    [Test]
    public async Task When_the_time_is_up_the_job_goes_on_and_its_id_is_kept()
    {
        using var workspace = new FakeWorkspace();
        var (client, _, job) = await SubmittedAsync(workspace);
        var thrown = Assert.ThrowsAsync<JobWaitTimeoutException>(() => client.WaitAsync(job.Id, new WaitOptions { Timeout = TimeSpan.FromSeconds(5) }))!;
        Assert.That((thrown.JobId, thrown.State), Is.EqualTo((job.Id, "Waiting")));
        Assert.That(thrown.Message, Does.Contain(job.Id).And.Contain("it goes on"));
        Assert.That(workspace.ToService.Select(request => request.Method), Has.None.EqualTo("DELETE").And.None.EqualTo("PATCH"));
        Assert.That(workspace.ToService.Select(request => request.Path), Has.None.EndsWith(":cancel"));

        workspace.Finish(job.Id, "Succeeded", Programs.BellResults);
        Assert.That((await client.WaitAsync(thrown.JobId)).State, Is.EqualTo(JobState.Succeeded));
    }

    [Test]
    public async Task Cancelling_the_wait_does_not_cancel_the_job()
    {
        using var workspace = new FakeWorkspace();
        var job = await workspace.Client().SubmitAsync(Programs.BellJob());
        using var cancellation = new CancellationTokenSource();
        Assert.That(() => workspace.Client().WaitAsync(job.Id, progress: new Told(_ => cancellation.Cancel()), cancellationToken: cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(workspace.Jobs[job.Id]["status"]!.ToString(), Is.EqualTo("Waiting"));
        Assert.That(workspace.ToService.Select(request => request.Path), Has.None.EndsWith(":cancel"));
    }

    [Test]
    public async Task A_service_that_is_gone_for_minutes_does_not_end_the_wait()
    {
        using var workspace = new FakeWorkspace();
        var (client, clock, job) = await SubmittedAsync(workspace);
        workspace.Fault = _ =>
        {
            if (clock.Elapsed < TimeSpan.FromMinutes(1))
                return null;
            if (clock.Elapsed < TimeSpan.FromMinutes(5))
                return (clock.Pauses.Count % 3) switch { 0 => Answer.Cut, 1 => new Answer(503), _ => new Answer(200, "{\"id\":") };
            workspace.Jobs[job.Id]["status"] = "Succeeded";
            return null;
        };
        Assert.That((await client.WaitAsync(job.Id)).State, Is.EqualTo(JobState.Succeeded));
    }

    [Test]
    public async Task One_that_stays_away_does()
    {
        using var workspace = new FakeWorkspace();
        var (client, clock, job) = await SubmittedAsync(workspace);
        workspace.Fault = _ => new Answer(503);
        Assert.That(() => client.WaitAsync(job.Id), Throws.InstanceOf<QuantumServiceException>().With.Property("Status").EqualTo(503));
        Assert.That(clock.Elapsed.TotalMinutes, Is.InRange(5, 5.5), "after the outage that is allowed, and one pause at most");
    }

    [TestCase(401)]
    [TestCase(404)]
    public async Task A_refusal_ends_it_at_once(int status)
    {
        using var workspace = new FakeWorkspace();
        var (client, clock, job) = await SubmittedAsync(workspace);
        workspace.Fault = _ => new Answer(status);
        Assert.That(() => client.WaitAsync(job.Id), Throws.InstanceOf<QuantumServiceException>().With.Property("Status").EqualTo(status));
        Assert.That(clock.Pauses, Is.Empty);
    }

    private static async Task<(QuantumWorkspace, JumpingClock, Job)> SubmittedAsync(FakeWorkspace workspace)
    {
        var clock = new JumpingClock();
        var client = workspace.Client(FakeWorkspace.Quick with { Clock = clock, MaxRetries = 0 });
        return (client, clock, await client.SubmitAsync(Programs.BellJob()));
    }

    private sealed class Told(Action<Job> tell) : IProgress<Job>
    {
        public void Report(Job value) => tell(value);
    }
}
