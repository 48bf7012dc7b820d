using System.Text;
using System.Text.Json.Nodes;
using QaaHybrid.AzureEmulator.Tests.Support;

namespace QaaHybrid.AzureEmulator.Tests.Protocol;

/// <summary>Sessions, and the list of what is outside of them.</summary>
public class SessionTest : EmulatorFixture
{
    private static readonly byte[] Ghz = Encoding.UTF8.GetBytes(Programs.Qir(Programs.Ghz(2)));

    private readonly string _id = Guid.NewGuid().ToString();

    [Test]
    public async Task A_session_without_jobs_succeeds_when_it_is_closed()
    {
        var opened = await OpenAsync();
        var closed = await Client.JsonAsync(HttpMethod.Post, $"sessions/{_id}:close");

        Assert.That((opened["status"]!.GetValue<string>(), closed["status"]!.GetValue<string>()), Is.EqualTo(("Waiting", "Succeeded")));
    }

    [Test]
    public async Task Jobs_of_a_session_are_listed_with_it_alone()
    {
        await OpenAsync();
        var inside = await SubmitAsync(_id);
        var outside = await SubmitAsync(null);
        await Client.EndAsync(inside);
        await Client.EndAsync(outside);

        var jobs = await Client.JsonAsync(HttpMethod.Get, $"sessions/{_id}/jobs");
        var top = await Client.JsonAsync(HttpMethod.Get, "topLevelItems");
        var sessions = await Client.JsonAsync(HttpMethod.Get, "sessions");
        var closed = await Client.JsonAsync(HttpMethod.Post, $"sessions/{_id}:close");

        Assert.Multiple(() =>
        {
            Assert.That(jobs["value"]!.AsArray().Single()!["id"]!.GetValue<string>(), Is.EqualTo(inside));
            Assert.That(top["value"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()), Is.EquivalentTo(new[] { _id, outside }));
            Assert.That(sessions["value"]!.AsArray().Single()!["status"]!.GetValue<string>(), Is.EqualTo("Executing"));
            Assert.That(closed["status"]!.GetValue<string>(), Is.EqualTo("Succeeded"));
        });
    }

    [TestCase("Abort", 400)]
    [TestCase("Continue", 200)]
    public async Task A_failed_job_ends_a_session_that_aborts(string policy, int status)
    {
        await OpenAsync(policy);
        Server.Faults.Add(new Fault(Steps.JobRun, FaultKind.Fail));
        var failed = await SubmitAsync(_id);
        await Client.EndAsync(failed);

        using var next = await Client.SubmitAsync(Guid.NewGuid().ToString(), "ionq.simulator", Ghz, change: body => body["sessionId"] = _id);
        // The first one's repetition is no new job.
        using var repeated = await Client.SubmitAsync(failed, "ionq.simulator", Ghz, change: body => body["sessionId"] = _id);

        Assert.That(((int)next.StatusCode, (int)repeated.StatusCode), Is.EqualTo((status, 200)));
        if (status == 400)
            Assert.That(
                JsonNode.Parse(await next.Content.ReadAsStringAsync())!["error"]!["message"]!.GetValue<string>(),
                Is.EqualTo("Session is already in a terminal state. This may have been due to failures in prior jobs in the session."));
    }

    [Test]
    public void A_session_times_out_ten_minutes_after_its_last_job()
    {
        var start = DateTimeOffset.UnixEpoch;
        var session = new EmulatedSession { Id = "", Name = "", ProviderId = "", Target = "", CreationTime = start, FailurePolicy = "Abort" };
        EmulatedJob Job(JobStatus status) => new()
        {
            Id = "", Number = 1, Name = "", ProviderId = "", Target = "", InputDataFormat = "", OutputDataFormat = "", Container = "",
            CreationTime = start, EndExecutionTime = start.AddMinutes(5), Status = status,
        };

        Assert.Multiple(() =>
        {
            Assert.That(SessionStatus.Of(session, [], start.AddMinutes(9)), Is.EqualTo("Waiting"));
            Assert.That(SessionStatus.Of(session, [], start.AddMinutes(11)), Is.EqualTo("TimedOut"));
            Assert.That(SessionStatus.Of(session, [Job(JobStatus.Succeeded)], start.AddMinutes(14)), Is.EqualTo("Executing"));
            Assert.That(SessionStatus.Of(session, [Job(JobStatus.Succeeded)], start.AddMinutes(16)), Is.EqualTo("TimedOut"));
            Assert.That(SessionStatus.Of(session, [Job(JobStatus.Executing)], start.AddMinutes(16)), Is.EqualTo("Executing"));
        });
    }

    private Task<JsonObject> OpenAsync(string policy = "Abort") => Client.JsonAsync(HttpMethod.Put, $"sessions/{_id}", new JsonObject
    {
        ["itemType"] = "Session", ["name"] = "s", ["providerId"] = "ionq", ["target"] = "ionq.simulator", ["jobFailurePolicy"] = policy,
    });

    private async Task<string> SubmitAsync(string? session)
    {
        var id = Guid.NewGuid().ToString();
        using var answer = await Client.SubmitAsync(id, "ionq.simulator", Ghz, change: body => body["sessionId"] = session);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        return id;
    }
}
