using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using QaaHybrid.AzureEmulator.Tests.Support;

namespace QaaHybrid.AzureEmulator.Tests.Faults;

/// <summary>Each fault, as a client meets it.</summary>
public class FaultsTest : EmulatorFixture
{
    private static readonly byte[] Ghz = Encoding.UTF8.GetBytes(Programs.Qir(Programs.Ghz(2)));

    private readonly string _id = Guid.NewGuid().ToString();

    [TestCase(FaultKind.Forbidden, 403, "Forbidden")]
    [TestCase(FaultKind.Conflict, 409, "TargetUnavailable")]
    [TestCase(FaultKind.TooManyRequests, 429, "TooManyRequests")]
    [TestCase(FaultKind.InternalError, 500, "InternalError")]
    [TestCase(FaultKind.Unavailable, 503, "ServiceUnavailable")]
    public async Task A_refusal_has_no_effect_and_passes(FaultKind kind, int status, string code)
    {
        Server.Faults.Add(new Fault(Steps.JobPut, kind) { RetryAfter = 2 });
        using var refused = await SubmitAsync();
        var jobs = Server.State.JobCount;
        using var accepted = await SubmitAsync();

        Assert.Multiple(async () =>
        {
            Assert.That((int)refused.StatusCode, Is.EqualTo(status));
            Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(2)));
            Assert.That(JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["error"]!["code"]!.GetValue<string>(), Is.EqualTo(code));
            Assert.That((jobs, (int)accepted.StatusCode, Server.State.JobCount), Is.EqualTo((0, 200, 1)));
            Assert.That(Server.State.Calls[Steps.JobPut], Is.EqualTo(2));
        });
    }

    [Test]
    public async Task A_401_has_no_body()
    {
        Server.Faults.Add(new Fault(Steps.JobList, FaultKind.Unauthorized));
        using var answer = await Client.SendAsync(HttpMethod.Get, "jobs");

        Assert.That(((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()), Is.EqualTo((401, "")));
    }

    [TestCase(FaultKind.CutBefore, 0)]
    [TestCase(FaultKind.CutAfter, 1)]
    [TestCase(FaultKind.CutDuring, 1)]
    public async Task A_cut_connection_has_its_effect_or_none_and_a_repetition_makes_one_job(FaultKind kind, int jobs)
    {
        Server.Faults.Add(new Fault(Steps.JobPut, kind));

        Assert.That(
            async () =>
            {
                using var answer = await SubmitAsync();
                await answer.Content.ReadAsStringAsync();
            },
            Throws.InstanceOf<HttpRequestException>());
        Assert.That(Server.State.JobCount, Is.EqualTo(jobs));
        using var repeated = await SubmitAsync();
        await Client.EndAsync(_id);
        Assert.That((Server.State.JobCount, Server.State.Jobs[0].Executions), Is.EqualTo((1, 1)));
    }

    [TestCase(Steps.SasUri)]
    [TestCase(Steps.BlobUpload)]
    [TestCase(Steps.JobPut)]
    [TestCase(Steps.JobGet)]
    [TestCase(Steps.BlobDownload)]
    public async Task Every_step_can_be_cut(string step)
    {
        Server.Faults.Add(new Fault(step, FaultKind.CutBefore) { Times = null });

        Assert.That(
            async () =>
            {
                using var answer = await SubmitAsync();
                await Client.OutputAsync(await Client.EndAsync(_id));
            },
            Throws.InstanceOf<HttpRequestException>());
        Server.Faults.Clear();
        using var whole = await SubmitAsync();
        var output = await Client.OutputAsync(await Client.EndAsync(_id));
        Assert.That(output["Results"]![0]!["Shots"]!.AsArray(), Has.Count.EqualTo(10));
        Assert.That(Server.State.JobCount, Is.EqualTo(1));
    }

    [Test]
    public async Task An_expired_signature_is_refused_and_a_fresh_one_reads()
    {
        using var submitted = await SubmitAsync();
        await Client.EndAsync(_id);
        Server.Faults.Add(new Fault(Steps.JobGet, FaultKind.ExpiredSas));
        var job = await Client.JsonAsync(HttpMethod.Get, $"jobs/{_id}");

        using var refused = await Client.Http.GetAsync(job["outputDataUri"]!.GetValue<string>());
        var fresh = await Client.SasUriAsync($"job-{_id}", "outputData");
        using var read = await Client.Http.GetAsync(fresh);

        Assert.That(((int)refused.StatusCode, refused.Headers.GetValues("x-ms-error-code").Single()), Is.EqualTo((403, "AuthorizationFailure")));
        Assert.That((int)read.StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task A_job_can_be_told_to_fail()
    {
        Server.Faults.Add(new Fault(Steps.JobRun, FaultKind.Fail) { Code = "ProviderTimeout", Message = "There was a problem.", Target = "emulator.sampled" });
        using var submitted = await SubmitAsync();
        var job = await Client.EndAsync(_id);

        Assert.Multiple(async () =>
        {
            Assert.That(job["status"]!.GetValue<string>(), Is.EqualTo("Failed"));
            Assert.That(job["errorData"]!.ToJsonString(), Is.EqualTo("""{"code":"ProviderTimeout","message":"There was a problem."}"""));
            Assert.That(job["costEstimate"], Is.Null);
            Assert.That(job["outputDataUri"]!.GetValue<string>(), Does.Contain("/rawOutputData?"));
            Assert.That(await Client.Http.GetStringAsync(job["outputDataUri"]!.GetValue<string>()), Is.EqualTo("There was a problem."));
        });
    }

    [Test]
    public async Task A_job_can_hang_until_it_is_cancelled_while_others_go_on()
    {
        Server.Faults.Add(new Fault(Steps.JobRun, FaultKind.Hang));
        using var submitted = await SubmitAsync();
        while (Server.State.Jobs[0].Status != JobStatus.Executing)
            await Task.Delay(5);
        var other = Guid.NewGuid().ToString();
        using var second = await Client.SubmitAsync(other, "emulator.sampled", Ghz);
        var ended = await Client.EndAsync(other);
        var hanging = await Client.JsonAsync(HttpMethod.Get, $"jobs/{_id}");
        var cancelled = await Client.JsonAsync(HttpMethod.Post, $"jobs/{_id}:cancel");

        Assert.That(
            (ended["status"]!.GetValue<string>(), hanging["status"]!.GetValue<string>(), cancelled["status"]!.GetValue<string>()),
            Is.EqualTo(("Succeeded", "Executing", "Cancelled")));
    }

    [Test]
    public async Task A_job_can_be_cancelled_by_somebody_else()
    {
        Server.Faults.Add(new Fault(Steps.JobRun, FaultKind.Cancel));
        using var submitted = await SubmitAsync();
        var job = await Client.EndAsync(_id);

        Assert.That((job["status"]!.GetValue<string>(), job["errorData"], job["endExecutionTime"]), Is.EqualTo(("Cancelled", (JsonNode?)null, (JsonNode?)null)));
    }

    [Test]
    public async Task Faults_are_set_over_http()
    {
        var url = new Uri(Server.Endpoint, "emulator/faults");
        using var set = await Client.Http.PutAsJsonAsync(url, JsonNode.Parse("""{"faults":[{"step":"job.list","kind":"500","times":null}]}"""));
        using var failing = await Client.SendAsync(HttpMethod.Get, "jobs");
        var pending = JsonNode.Parse(await Client.Http.GetStringAsync(url))!["faults"]!.AsArray();
        using var broken = await Client.Http.PutAsJsonAsync(url, JsonNode.Parse("""{"faults":[{"step":"job.lst","kind":"500"}]}"""));
        using var cleared = await Client.Http.DeleteAsync(url);
        using var working = await Client.SendAsync(HttpMethod.Get, "jobs");

        Assert.Multiple(async () =>
        {
            Assert.That(((int)set.StatusCode, (int)failing.StatusCode, pending.Count), Is.EqualTo((204, 500, 1)));
            Assert.That((int)broken.StatusCode, Is.EqualTo(400));
            Assert.That(await broken.Content.ReadAsStringAsync(), Does.Contain("did you mean 'job.list'?"));
            Assert.That(((int)cleared.StatusCode, (int)working.StatusCode), Is.EqualTo((204, 200)));
        });
    }

    private Task<HttpResponseMessage> SubmitAsync() => Client.SubmitAsync(_id, "emulator.sampled", Ghz, new JsonObject { ["shots"] = 10 });
}
