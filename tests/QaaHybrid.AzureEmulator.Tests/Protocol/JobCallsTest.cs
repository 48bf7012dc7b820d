using System.Text;
using System.Text.Json.Nodes;
using QaaHybrid.AzureEmulator.Tests.Support;

namespace QaaHybrid.AzureEmulator.Tests.Protocol;

/// <summary>Submission, refusals in the service's words, cancellation, deletion, update.</summary>
public class JobCallsTest : EmulatorFixture
{
    private static readonly byte[] Ghz = Encoding.UTF8.GetBytes(Programs.Qir(Programs.Ghz(2)));

    protected override AzureEmulatorOptions Options => base.Options with
    {
        QueueDelays = new Dictionary<string, TimeSpan> { ["rigetti.sim.qvm"] = TimeSpan.FromHours(1) },
    };

    [Test]
    public async Task The_same_id_makes_one_job()
    {
        var id = Guid.NewGuid().ToString();
        using var first = await Client.SubmitAsync(id, "emulator.sampled", Ghz, new JsonObject { ["shots"] = 10 });
        using var again = await Client.SubmitAsync(id, "emulator.sampled", Ghz, new JsonObject { ["shots"] = 10 });
        using var differing = await Client.SubmitAsync(id.ToUpperInvariant(), "emulator.sampled", Ghz, new JsonObject { ["shots"] = 20 });
        await Client.EndAsync(id);

        var job = Server.State.Jobs.Single();
        Assert.Multiple(() =>
        {
            Assert.That((int)again.StatusCode, Is.EqualTo(200));
            Assert.That((job.Puts, job.DifferingPuts, job.Executions, job.Shots), Is.EqualTo((3, 1, 1, 10)));
        });
    }

    [TestCase("nobody", "nobody.sim", 403, "The provider specified does not exist or is not enabled for the workspace.")]
    [TestCase("ionq", "ionq.none", 403, "The target specified does not exist or is not enabled for the workspace.")]
    [TestCase("rigetti", "ionq.simulator", 403, "The target specified does not exist or is not enabled for the workspace.")]
    public async Task Unknown_targets_are_refused_as_recorded(string provider, string target, int status, string message)
    {
        using var answer = await Client.SubmitAsync(Guid.NewGuid().ToString(), target, Ghz, change: body => body["providerId"] = provider);

        await RefusedAsync(answer, status, "InvalidJobDefinition", message);
        Assert.That(Server.State.JobCount, Is.Zero);
    }

    [TestCase("outputDataFormat", "The OutputDataFormat field is required.")]
    [TestCase("containerUri", "The ContainerUri field is required.")]
    [TestCase("name", "The Name field is required.")]
    public async Task Missing_fields_are_named(string field, string message)
    {
        using var answer = await Client.SubmitAsync(Guid.NewGuid().ToString(), "ionq.simulator", Ghz, change: body => body.Remove(field));

        await RefusedAsync(answer, 400, "InvalidJobDefinition", message);
    }

    [TestCase("ionq.simulator", "rigetti.quil.v1", "rigetti.quil-results.v1", "does not read 'rigetti.quil.v1'; it reads qir.v1, ionq.circuit.v1")]
    [TestCase("rigetti.sim.qvm", "ionq.circuit.v1", "ionq.quantum-results.v1", "does not read 'ionq.circuit.v1'; it reads qir.v1")]
    [TestCase("ionq.simulator", "qir.v1", "microsoft.quantum-results.v1", "answers 'qir.v1' with 'microsoft.quantum-results.v2'")]
    public async Task Other_formats_are_refused_by_name(string target, string format, string results, string message)
    {
        using var answer = await Client.SubmitAsync(Guid.NewGuid().ToString(), target, Ghz, format: format, results: results);

        await RefusedAsync(answer, 400, "InvalidJobDefinition", message);
    }

    [Test]
    public async Task A_wrong_key_is_answered_with_nothing_but_a_header()
    {
        using var stranger = new RawWorkspace(Server, "another key");
        using var answer = await stranger.SendAsync(HttpMethod.Get, "jobs");

        Assert.Multiple(async () =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(401));
            Assert.That(await answer.Content.ReadAsStringAsync(), Is.Empty);
            Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer error=\"invalid_token\""));
        });
    }

    [TestCase("")]
    [TestCase("2026-01-15")]
    [TestCase("2031-01-01-preview")]
    public async Task An_unknown_version_is_refused(string version)
    {
        using var answer = await Client.SendAsync(HttpMethod.Get, "jobs", version: version);

        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
    }

    [Test]
    public async Task What_is_not_there_is_404_and_what_is_no_id_400()
    {
        using var absent = await Client.SendAsync(HttpMethod.Get, $"jobs/{Guid.NewGuid()}");
        using var malformed = await Client.SendAsync(HttpMethod.Get, "jobs/mine");

        Assert.That(((int)absent.StatusCode, (int)malformed.StatusCode), Is.EqualTo((404, 400)));
    }

    [Test]
    public async Task Cancel_ends_a_waiting_job_and_leaves_an_ended_one()
    {
        var waiting = await WaitingAsync();
        var cancelled = await Client.JsonAsync(HttpMethod.Post, $"jobs/{waiting}:cancel");
        var again = await Client.JsonAsync(HttpMethod.Post, $"jobs/{waiting}:cancel");

        Assert.Multiple(() =>
        {
            Assert.That(cancelled["status"]!.GetValue<string>(), Is.EqualTo("Cancelled"));
            Assert.That(cancelled["cancellationTime"], Is.Not.Null);
            Assert.That(cancelled["errorData"], Is.Null);
            Assert.That(again["cancellationTime"]!.GetValue<string>(), Is.EqualTo(cancelled["cancellationTime"]!.GetValue<string>()));
        });
    }

    [Test]
    public async Task Delete_cancelled_before_it_deleted()
    {
        var id = await WaitingAsync();
        using var cancelled = await Client.SendAsync(HttpMethod.Delete, $"jobs/{id}", version: "2025-09-01-preview");
        var afterwards = await Client.JsonAsync(HttpMethod.Get, $"jobs/{id}");
        using var noCancel = await Client.SendAsync(HttpMethod.Post, $"jobs/{id}:cancel", version: "2025-09-01-preview");
        using var deleted = await Client.SendAsync(HttpMethod.Delete, $"jobs/{id}", version: "2025-12-01-preview");
        using var gone = await Client.SendAsync(HttpMethod.Get, $"jobs/{id}");

        Assert.Multiple(() =>
        {
            Assert.That((int)cancelled.StatusCode, Is.EqualTo(204));
            Assert.That(afterwards["status"]!.GetValue<string>(), Is.EqualTo("Cancelled"));
            Assert.That(((int)noCancel.StatusCode, (int)deleted.StatusCode, (int)gone.StatusCode), Is.EqualTo((404, 204, 404)));
            Assert.That((Server.State.Calls[Steps.JobCancel], Server.State.Calls[Steps.JobDelete]), Is.EqualTo((2, 1)));
        });
    }

    [Test]
    public async Task Name_priority_and_tags_can_be_changed()
    {
        var id = await WaitingAsync();
        var updated = await Client.JsonAsync(
            HttpMethod.Patch, $"jobUpdateOptions/{id}", new JsonObject { ["name"] = "new", ["priority"] = "High", ["tags"] = new JsonArray("a", "b") });

        Assert.That(
            (updated["name"]!.GetValue<string>(), updated["priority"]!.GetValue<string>(), updated["tags"]!.ToJsonString()),
            Is.EqualTo(("new", "High", """["a","b"]""")));
    }

    [Test]
    public async Task The_service_makes_the_container_from_2026_01_15_on()
    {
        var old = await Client.SasUriAsync("old", version: "2025-12-01-preview");
        var newer = await Client.SasUriAsync("new");
        using var absent = await Client.PutBlobAsync(old.Replace("?", "/inputData?", StringComparison.Ordinal), Ghz);
        using var there = await Client.PutBlobAsync(newer.Replace("?", "/inputData?", StringComparison.Ordinal), Ghz);

        Assert.That(((int)absent.StatusCode, (int)there.StatusCode), Is.EqualTo((404, 201)));
    }

    [Test]
    public async Task Metadata_comes_back_as_text()
    {
        var id = Guid.NewGuid().ToString();
        using var submitted = await Client.SubmitAsync(
            id, "rigetti.sim.qvm", Ghz, change: body => body["metadata"] = new JsonObject { ["qiskit"] = "True", ["num_qubits"] = 4 });
        var job = await Client.JsonAsync(HttpMethod.Get, $"jobs/{id}");

        Assert.That(job["metadata"]!["num_qubits"]!.GetValue<string>(), Is.EqualTo("4"));
    }

    private async Task<string> WaitingAsync()
    {
        var id = Guid.NewGuid().ToString();
        using var submitted = await Client.SubmitAsync(id, "rigetti.sim.qvm", Ghz);
        Assert.That((int)submitted.StatusCode, Is.EqualTo(200));
        return id;
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, int status, string code, string message)
    {
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!;
        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(status));
            Assert.That(error["code"]!.GetValue<string>(), Is.EqualTo(code));
            Assert.That(error["message"]!.GetValue<string>(), Does.Contain(message));
        });
    }
}
