using System.Text;
using System.Text.Json.Nodes;
using QaaHybrid.AzureEmulator.Tests.Support;

namespace QaaHybrid.AzureEmulator.Tests.Jobs;

/// <summary>What outlives an emulator.</summary>
public class StateTest
{
    private static readonly byte[] Ghz = Encoding.UTF8.GetBytes(Programs.Qir(Programs.Ghz(2)));

    [Test]
    public async Task Ended_jobs_keep_their_results_and_waiting_ones_go_on()
    {
        using var folder = new TemporaryFolder();
        var options = new AzureEmulatorOptions { Storage = StorageKind.BuiltIn, StateDirectory = folder.Path };
        var (ended, waiting, session) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        string firstOutput;
        await using (var first = await AzureEmulatorServer.StartAsync(options with { QueueDelays = new Dictionary<string, TimeSpan> { ["rigetti.sim.qvm"] = TimeSpan.FromHours(1) } }))
        {
            using var client = new RawWorkspace(first);
            await client.JsonAsync(HttpMethod.Put, $"sessions/{session}", new JsonObject { ["name"] = "s", ["providerId"] = "ionq", ["target"] = "ionq.simulator" });
            using var one = await client.SubmitAsync(ended, "emulator.sampled", Ghz, new JsonObject { ["shots"] = 20 });
            firstOutput = (await client.OutputAsync(await client.EndAsync(ended))).ToJsonString();
            using var two = await client.SubmitAsync(waiting, "rigetti.sim.qvm", Ghz);
        }

        await using var second = await AzureEmulatorServer.StartAsync(options);
        using var later = new RawWorkspace(second);
        var still = await later.OutputAsync(await later.JsonAsync(HttpMethod.Get, $"jobs/{ended}"));
        var done = await later.EndAsync(waiting);
        using var repeated = await later.SubmitAsync(ended, "emulator.sampled", Ghz, new JsonObject { ["shots"] = 20 });

        Assert.Multiple(async () =>
        {
            Assert.That(still.ToJsonString(), Is.EqualTo(firstOutput));
            Assert.That(done["status"]!.GetValue<string>(), Is.EqualTo("Succeeded"));
            Assert.That(second.State.Jobs.Select(job => (job.Id, job.Executions)), Is.EqualTo(new[] { (ended, 1), (waiting, 1) }));
            Assert.That((await later.JsonAsync(HttpMethod.Get, $"sessions/{session}"))["name"]!.GetValue<string>(), Is.EqualTo("s"));
        });
    }

    [Test]
    public async Task A_job_draws_the_same_shots_wherever_it_runs()
    {
        var id = Guid.NewGuid().ToString();
        string[] outputs = [await OnceAsync(3), await OnceAsync(3), await OnceAsync(4)];

        Assert.That(outputs[1], Is.EqualTo(outputs[0]));
        Assert.That(outputs[2], Is.Not.EqualTo(outputs[0]));

        async Task<string> OnceAsync(long seed)
        {
            await using var server = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn, Seed = seed });
            using var client = new RawWorkspace(server);
            using var submitted = await client.SubmitAsync(id, "emulator.sampled", Ghz, new JsonObject { ["shots"] = 100 });
            return (await client.OutputAsync(await client.EndAsync(id))).ToJsonString();
        }
    }

    [Test]
    public async Task One_folder_has_one_emulator_and_a_local_workspace_finds_it()
    {
        using var folder = new TemporaryFolder();
        var options = new AzureEmulatorOptions { Storage = StorageKind.BuiltIn, StateDirectory = folder.Path };
        await using (var owner = await LocalWorkspace.OpenAsync(options))
        await using (var guest = await LocalWorkspace.OpenAsync(options))
        {
            Assert.Multiple(() =>
            {
                Assert.That((owner.Own is not null, guest.Own is not null), Is.EqualTo((true, false)));
                Assert.That(guest.ConnectionString, Is.EqualTo(owner.ConnectionString));
                Assert.That(async () => await AzureEmulatorServer.StartAsync(options), Throws.TypeOf<StateFolderInUseException>().With.Message.Contains("in use by another emulator"));
            });
        }
        await using var next = await LocalWorkspace.OpenAsync(options);
        Assert.That(next.Own, Is.Not.Null);
    }

    [Test]
    public async Task A_port_in_use_and_a_foreign_file_are_named()
    {
        await using var server = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn });
        using var folder = new TemporaryFolder();
        folder.Write("jobs/x.json", "no job");

        Assert.Multiple(() =>
        {
            Assert.That(
                async () => await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn, Port = server.Endpoint.Port }),
                Throws.InstanceOf<IOException>().With.Message.EqualTo($"port {server.Endpoint.Port} is in use; name another one, or 0 for a free one"));
            Assert.That(
                async () => await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn, StateDirectory = folder.Path }),
                Throws.TypeOf<InvalidDataException>().With.Message.Contains("x.json is no file of the emulator"));
        });
    }

    [Test]
    public async Task A_V2_workspace_has_other_words_for_two_states()
    {
        await using var server = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions
        {
            Storage = StorageKind.BuiltIn, WorkspaceKind = WorkspaceKind.V2, QueueDelays = new Dictionary<string, TimeSpan> { ["rigetti.sim.qvm"] = TimeSpan.FromHours(1) },
        });
        using var client = new RawWorkspace(server);
        var (waiting, running) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        using var one = await client.SubmitAsync(waiting, "rigetti.sim.qvm", Ghz);
        using var two = await client.SubmitAsync(running, "ionq.simulator", Ghz);

        Assert.That(
            ((await client.JsonAsync(HttpMethod.Get, $"jobs/{waiting}"))["status"]!.GetValue<string>(), (await client.EndAsync(running))["status"]!.GetValue<string>()),
            Is.EqualTo(("Queued", "Completed")));
    }
}
