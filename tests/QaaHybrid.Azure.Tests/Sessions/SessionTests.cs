using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests;

/// <summary>Sessions, against a hand-written service.</summary>
public class SessionTests
{
    private static readonly string Id = JobRequest.NewId();

    [TestCase("Succeeded", true, true)]
    [TestCase("Failure(s)", true, false)]
    [TestCase("Failed", true, false)]
    [TestCase("TimedOut", true, false)]
    [TestCase("Executing", false, false)]
    [TestCase("Waiting", false, false)]
    [TestCase("SomethingNew", false, false)]
    public void The_states_of_sessions(string text, bool isTerminal, bool isGood)
    {
        var state = new SessionState(text);
        Assert.That((state.IsTerminal, state.IsGood, state.ToString()), Is.EqualTo((isTerminal, isGood, text)));
    }

    [Test]
    public async Task Opening_says_what_the_specification_asks_for()
    {
        using var workspace = new FakeWorkspace { Fault = request => Details(request, "Waiting") };
        var session = await workspace.Client().OpenSessionAsync(new SessionRequest(Id, "training", "quantinuum.sim.h2-1e", SessionFailurePolicy.Continue));
        Assert.That((session.Id, session.State.Text), Is.EqualTo((Id, "Waiting")));
        var put = workspace.ToService.Single();
        Assert.That((put.Method, put.Path.Split("/myworkspace")[1]), Is.EqualTo(("PUT", $"/sessions/{Id}")));
        Assert.That(JsonNode.Parse(put.Text)!.ToJsonString(), Is.EqualTo(
            """{"itemType":"Session","name":"training","providerId":"quantinuum","target":"quantinuum.sim.h2-1e","jobFailurePolicy":"Continue"}"""));
    }

    [Test]
    public async Task Closing_returns_at_once_or_waits_for_the_end()
    {
        using var workspace = new FakeWorkspace();
        var asked = 0;
        workspace.Fault = request => Details(request, request.Method == "GET" && ++asked == 3 ? "Succeeded" : "Executing");
        var client = workspace.Client(FakeWorkspace.Quick with { Clock = new JumpingClock() });
        Assert.That((await client.CloseSessionAsync(Id)).State.Text, Is.EqualTo("Executing"));
        Assert.That((await client.CloseSessionAsync(Id, new WaitOptions())).State.IsGood, Is.True);
        Assert.That(workspace.ToService.Count(request => request.Path.EndsWith($"/sessions/{Id}:close", StringComparison.Ordinal)), Is.EqualTo(2));
        Assert.That(() => client.CloseSessionAsync(Id, new WaitOptions { Timeout = TimeSpan.FromMinutes(1) }),
            Throws.InstanceOf<JobWaitTimeoutException>().With.Property("JobId").EqualTo(Id));
    }

    [Test]
    public async Task Closing_may_be_answered_with_nothing()
    {
        using var workspace = new FakeWorkspace { Fault = request => request.Method == "POST" ? new Answer(204) : Details(request, "Succeeded") };
        Assert.That((await workspace.Client().CloseSessionAsync(Id)).State.IsGood, Is.True);
    }

    [Test]
    public async Task Lists_of_sessions_their_jobs_and_both_together()
    {
        using var workspace = new FakeWorkspace();
        workspace.Fault = request => FakeWorkspace.Json(new JsonObject
        {
            ["value"] = request.Path.Split("/myworkspace/")[1] switch
            {
                "sessions" => new JsonArray(new JsonObject { ["id"] = "s1", ["status"] = "TimedOut", ["jobFailurePolicy"] = "Abort" }),
                "topLevelItems" => new JsonArray(
                    new JsonObject { ["id"] = "s1", ["itemType"] = "Session" }, new JsonObject { ["id"] = "j1", ["itemType"] = "Job" }),
                _ => new JsonArray(new JsonObject { ["id"] = "j2", ["sessionId"] = "s1" }),
            },
        });
        var client = workspace.Client();
        var sessions = await AllAsync(client.ListSessionsAsync());
        Assert.That(sessions.Select(session => (session.Id, session.State.Text, session.FailurePolicy)), Is.EqualTo(new[] { ("s1", "TimedOut", "Abort") }));
        var jobs = await AllAsync(client.ListSessionJobsAsync("s1"));
        Assert.That(jobs.Select(job => (job.Id, job.SessionId)), Is.EqualTo(new[] { ("j2", "s1") }));
        var items = await AllAsync(client.ListItemsAsync());
        Assert.That(items.Select(item => (item.Session?.Id, item.Job?.Id)), Is.EqualTo(new (string?, string?)[] { ("s1", null), (null, "j1") }));
        Assert.That(workspace.ToService.Select(request => request.Path.Split("/myworkspace/")[1]), Is.EqualTo(new[] { "sessions", "sessions/s1/jobs", "topLevelItems" }));
    }

    [Test]
    public void A_session_that_failed_takes_no_more_jobs_and_says_so()
    {
        using var workspace = new FakeWorkspace();
        workspace.Fault = request => request.Method == "PUT" && request.Path.Contains("/jobs/", StringComparison.Ordinal)
            ? FakeWorkspace.Error(400, "InvalidJobDefinition", "Session is already in a terminal state.") : null;
        Assert.That(() => workspace.Client().SubmitAsync(Programs.BellJob() with { SessionId = Id }),
            Throws.InstanceOf<QuantumServiceException>().With.Message.Contains("terminal state").And.Message.Contains("takes no further jobs"));
    }

    private static Answer Details(SeenRequest request, string status) => FakeWorkspace.Json(new JsonObject
    {
        ["id"] = request.Path.Split('/')[^1].Split(':')[0], ["status"] = status, ["name"] = "training", ["target"] = "quantinuum.sim.h2-1e",
    });

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
            all.Add(item);
        return all;
    }
}
