using System.Text;
using System.Text.Json.Nodes;
using QaaHybrid.AzureEmulator.Tests.Support;

namespace QaaHybrid.AzureEmulator.Tests;

/// <summary>A whole conversation, container to results.</summary>
public class ConversationTest
{
    [Test]
    public async Task A_job_goes_from_container_to_results()
    {
        await using var server = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn });
        using var client = new RawWorkspace(server);
        var id = Guid.NewGuid().ToString();

        using var submitted = await client.SubmitAsync(
            id, "ionq.simulator", Encoding.UTF8.GetBytes(Programs.Qir(Programs.Ghz(3))), new JsonObject { ["shots"] = 100, ["entryPoint"] = "ENTRYPOINT__main" });
        var put = JsonNode.Parse(await submitted.Content.ReadAsStringAsync())!.AsObject();
        var job = await client.EndAsync(id);
        var output = await client.OutputAsync(job);

        Assert.Multiple(() =>
        {
            Assert.That(put["containerUri"]!.GetValue<string>(), Does.EndWith($"/devstoreaccount1/job-{id}"));
            Assert.That(put["costEstimate"], Is.Null);
            Assert.That(job["status"]!.GetValue<string>(), Is.EqualTo("Succeeded"));
            Assert.That(job["metadata"]!["emulator"]!.GetValue<string>(), Does.Contain("no device"));
            Assert.That(output["Emulator"]!.GetValue<string>(), Does.Contain("no device"));
            // As recorded of ionq.simulator: exactly half and half.
            Assert.That(
                output["Results"]![0]!["Histogram"]!.ToJsonString(),
                Is.EqualTo("""[{"Outcome":[0,0,0],"Display":"[0, 0, 0]","Count":50},{"Outcome":[1,1,1],"Display":"[1, 1, 1]","Count":50}]"""));
            Assert.That(output["Results"]![0]!["Shots"]!.AsArray(), Has.Count.EqualTo(100));
        });
    }

    [Test]
    public async Task State_counts_calls_and_jobs()
    {
        await using var server = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn });
        using var client = new RawWorkspace(server);

        await client.RunAsync("emulator.sampled", Programs.Qir(Programs.Ghz(2)), 7);
        var state = JsonNode.Parse(await client.Http.GetStringAsync(new Uri(server.Endpoint, "emulator/state")))!;

        Assert.Multiple(() =>
        {
            Assert.That(state["emulator"]!.GetValue<string>(), Does.Contain("no device"));
            Assert.That(state["jobCount"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(state["jobsByStatus"]!["Succeeded"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(state["shots"]!.GetValue<int>(), Is.EqualTo(7));
            Assert.That(state["calls"]!["job.put"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(state["calls"]!["blob.upload"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(state["calls"]!["blob.download"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(state["jobs"]![0]!["executions"]!.GetValue<int>(), Is.EqualTo(1));
        });
    }
}
