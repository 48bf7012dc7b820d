using System.Diagnostics;
using System.Text.Json;
using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa circuit run --backend azure:…</c> and <c>qaa jobs</c>, each command a process of its own, against an emulator in this one.</summary>
public class JobsCommandTest
{
    private static readonly string[] Circuit = ["circuit", "run", "--operation", "QaaHybrid.Ansatz.RYRing", "--qubits", "2", "--theta", "0.7,-1.1", "--input", "0.3,-0.5,0.1,0.8"];

    private AzureEmulatorServer _service = null!;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _service = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn });
    }

    [TearDown]
    public async Task EndAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    private string Journal => _folder.Path;

    private (string, string?)[] Environment => [("AZURE_QUANTUM_CONNECTION_STRING", _service.ConnectionString)];

    private Task<QaaResult> RunAsync(params string[] arguments) => Qaa.RunAsync(Environment, [.. arguments, "--journal", Journal]);

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--json"]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        return result.Json;
    }

    [Test]
    public async Task The_exact_target_gives_what_the_simulator_gives()
    {
        var remote = await JsonAsync([.. Circuit, "--backend", "azure:emulator.exact"]);
        var local = await Qaa.JsonAsync(Circuit);
        Assert.Multiple(() =>
        {
            Assert.That(remote.Numbers("probabilities"), Is.EqualTo(local.Numbers("probabilities")).Within(1e-13));
            Assert.That(remote.Numbers("z"), Is.EqualTo(local.Numbers("z")).Within(1e-13));
            Assert.That(remote.GetProperty("job").GetString(), Is.EqualTo(_service.State.Jobs.Single().Id));
        });
    }

    [Test]
    public async Task A_job_is_submitted_by_one_process_listed_fetched_and_asked_for_again_by_others()
    {
        string[] sampled = [.. Circuit, "--backend", "azure:emulator.sampled", "--shots", "100"];
        var submitted = await JsonAsync([.. sampled, "--no-wait"]);
        var id = submitted.GetProperty("job").GetString()!;
        var listed = (await JsonAsync("jobs", "list")).GetProperty("jobs").EnumerateArray().Single();
        Assert.That((listed.GetProperty("job").GetString(), listed.GetProperty("step").GetString(), listed.GetProperty("shots").GetInt32()), Is.EqualTo((id, "submitted", 100)));

        var fetched = await JsonAsync("jobs", "fetch", id[..6]);
        var again = await RunAsync([.. sampled, "--json"]);
        Assert.Multiple(() =>
        {
            Assert.That(fetched.GetProperty("counts").EnumerateObject().Sum(count => count.Value.GetInt64()), Is.EqualTo(100));
            Assert.That(again.Json.GetProperty("counts").GetRawText(), Is.EqualTo(fetched.GetProperty("counts").GetRawText()));
            Assert.That(again.Json.GetProperty("job").GetString(), Is.EqualTo(id));
            Assert.That(again.Error, Does.Contain("another --seed"));
            Assert.That(_service.State.JobCount, Is.EqualTo(1));
        });
        await JsonAsync([.. sampled, "--seed", "5"]);
        Assert.That(_service.State.JobCount, Is.EqualTo(2));
        var atService = (await JsonAsync("jobs", "list", "--workspace", _service.ConnectionString)).GetProperty("jobs").EnumerateArray().ToList();
        Assert.That(atService.Select(job => (job.GetProperty("step").GetString(), job.GetProperty("state").GetString())), Is.All.EqualTo(("fetched", "Succeeded")));
        // What lies in the folder needs no workspace.
        var offline = await Qaa.RunAsync([("AZURE_QUANTUM_CONNECTION_STRING", null)], "jobs", "fetch", id, "--journal", Journal, "--json");
        Assert.That(offline.Json.GetProperty("counts").GetRawText(), Is.EqualTo(fetched.GetProperty("counts").GetRawText()));
    }

    [Test]
    public async Task Ctrl_C_leaves_the_job_and_says_how_to_fetch_it()
    {
        _service.Faults.Add(new Fault(Steps.JobRun, FaultKind.Hang));
        string[] arguments = [.. Circuit, "--backend", "azure:emulator.sampled", "--shots", "10", "--journal", Journal];
        using var process = Qaa.Start(Environment, arguments);
        while (_service.State.Calls.GetValueOrDefault(Steps.JobGet) == 0)
        {
            Assert.That(process.HasExited, Is.False, "it ended before it could be interrupted");
            await Task.Delay(20);
        }
        using (var kill = Process.Start("sh", ["-c", $"kill -INT {process.Id}"]))
            await kill.WaitForExitAsync();
        var result = await Qaa.EndAsync(process, arguments);
        var id = _service.State.Jobs.Single().Id;
        Assert.That(result.ExitCode, Is.EqualTo(130));
        Assert.That(result.Error, Does.Contain($"'qaa jobs fetch {id} --journal {Journal}' goes on with it"));
        Assert.That(_service.State.Jobs.Single().Status, Is.EqualTo(JobStatus.Executing));

        var cancelled = (await JsonAsync("jobs", "cancel", id)).GetProperty("jobs")[0];
        Assert.That(cancelled.GetProperty("state").GetString(), Is.EqualTo("Cancelled"));
        Assert.That((await RunAsync("jobs", "cancel", id)).Error, Does.Contain($"job {id} is Cancelled already: there is nothing to cancel"));
        var lost = await RunAsync("jobs", "fetch", id);
        Assert.That((lost.ExitCode, lost.Out), Is.EqualTo((2, "")));
        Assert.That(lost.Error, Does.Contain(id).And.Contain("Cancelled"));
        await JsonAsync([.. arguments[..^2]]);
        Assert.That(_service.State.JobCount, Is.EqualTo(2), "who asks again gets another job");
    }

    [Test]
    public async Task What_a_dead_process_left_unsent_is_sent_by_wait()
    {
        _service.Faults.Add(new Fault(Steps.JobPut, FaultKind.CutBefore) { Times = 4 });
        var failed = await RunAsync([.. Circuit, "--backend", "azure:emulator.sampled", "--shots", "10"]);
        Assert.That(failed.ExitCode, Is.EqualTo(2));
        Assert.That(new JobJournal(Journal).Entries.Single().Step, Is.EqualTo(JobStep.Planned));
        var waited = (await JsonAsync("jobs", "wait")).GetProperty("jobs").EnumerateArray().Single();
        Assert.That((waited.GetProperty("step").GetString(), waited.GetProperty("state").GetString()), Is.EqualTo(("ended", "Succeeded")));
        Assert.That(_service.State.Jobs.Single().Id, Is.EqualTo(waited.GetProperty("job").GetString()));
    }

    [TestCase("prefix", new[] { "--backend", "ionq.simulator", "--shots", "10" }, "did you mean 'azure:ionq.simulator'?", TestName = "No prefix")]
    [TestCase("prefix", new[] { "--backend", "Azure:ionq.simulator", "--shots", "10" }, "did you mean 'azure:ionq.simulator'?", TestName = "A large letter")]
    [TestCase("target", new[] { "--backend", "azure:quantinuum.qpu.aria-1", "--shots", "10" }, "did you mean 'ionq.qpu.aria-1'?", TestName = "Another provider's target")]
    [TestCase("shots", new[] { "--backend", "azure:ionq.simulator", "--shots", "99999999999" }, "expected a whole number of at most 2147483647", TestName = "More shots than numbers")]
    [TestCase("shots", new[] { "--backend", "azure:ionq.simulator", "--shots", "10001" }, "takes at most 10000 shots a job", TestName = "More shots than a job takes")]
    [TestCase("budget", new[] { "--backend", "azure:ionq.qpu.forte-1", "--shots", "10", "--budget", "20hqc" }, "give one in usd", TestName = "A budget in another unit")]
    [TestCase("workspace", new[] { "--backend", "azure:ionq.simulator", "--shots", "10", "--workspace", "secret" }, "expected SubscriptionId=…;", TestName = "No connection string")]
    [TestCase("workspace", new[] { "--backend", "azure:ionq.simulator", "--shots", "10", "--workspace", "" }, "found nothing", TestName = "An empty connection string")]
    [TestCase("--no-wait", new[] { "--backend", "azure:emulator.sampled", "--no-wait" }, "give --shots", TestName = "No shots")]
    [TestCase("target", new[] { "--backend", "azure:ionq.simulater", "--shots", "10" }, "ionq.simulator", TestName = "An unknown target")]
    [TestCase("no target", new[] { "--backend", "azure:", "--shots", "10" }, "azure:TARGET", TestName = "No target")]
    [TestCase("budget", new[] { "--backend", "azure:ionq.qpu.forte-1", "--shots", "10", "--budget", "20" }, "20usd", TestName = "A budget without a unit")]
    [TestCase("debias", new[] { "--backend", "azure:quantinuum.sim.h2-1e", "--shots", "10", "--debias", "false" }, "debias is an option of IonQ's targets", TestName = "Debiasing by another provider")]
    [TestCase("local", new[] { "--shots", "10", "--debias", "false" }, "azure:TARGET", TestName = "Debiasing the simulator")]
    [TestCase("budget", new[] { "--backend", "azure:ionq.qpu.forte-1", "--shots", "10", "--budget", "20usd" }, "above the budget of 20.00 USD", TestName = "Above the budget")]
    [TestCase("price", new[] { "--backend", "azure:rigetti.qpu.cepheus-1-108q", "--shots", "10" }, "--accept-unknown-price", TestName = "A price that nobody knows")]
    [TestCase("local", new[] { "--shots", "10", "--budget", "20usd" }, "azure:TARGET", TestName = "A budget for the simulator")]
    [TestCase("local", new[] { "--shots", "10", "--no-wait" }, "azure:TARGET", TestName = "Not waiting for the simulator")]
    [TestCase("workspace", new[] { "--backend", "azure:ionq.simulator", "--shots", "10", "--workspace", "ApiKey=secret" }, "SubscriptionId", TestName = "Half a connection string")]
    public async Task Is_refused(string what, string[] arguments, string why)
    {
        var result = await RunAsync([.. Circuit, .. arguments]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), $"{what}: {result.Error}");
        Assert.That(result.Error, Does.Contain(why).And.Not.Contain("secret").And.Not.Contain("   at "));
        Assert.That(_service.State.JobCount, Is.Zero);
        Assert.That(JobJournal.IsIn(Journal), Is.False);
    }

    [Test]
    public async Task What_is_sent_is_priced_before_and_called_an_emulators_after()
    {
        var text = await RunAsync([.. Circuit, "--backend", "azure:quantinuum.sim.h2-1e", "--shots", "100"]);
        var id = _service.State.Jobs.Single().Id;
        var price = new JobJournal(Journal).Entries.Single().Price!;
        var charged = $"{_service.State.Jobs.Single().Charge!.Events[0].Amount:0.00##} eHQC";
        Assert.Multiple(() =>
        {
            Assert.That(text.Error, Does.Contain("quantinuum.sim.h2-1e charges: to a workspace of Azure nothing is sent there without --budget").And.Contain($"job {id} on quantinuum.sim.h2-1e may cost up to {price}"));
            Assert.That(text.Error.IndexOf("may cost", StringComparison.Ordinal), Is.LessThan(text.Error.IndexOf("Waiting", StringComparison.Ordinal)));
            Assert.That(text.Out.TrimEnd(), Does.EndWith($"job {id} on quantinuum.sim.h2-1e of an emulator on this machine, no device, at most {price}; charged, as the service reports: {charged}"));
        });
        var document = await JsonAsync([.. Circuit, "--backend", "azure:emulator.sampled", "--shots", "10"]);
        Assert.That(document.GetProperty("emulator").GetBoolean(), Is.True);
        var list = await RunAsync("jobs", "list", "--workspace", _service.ConnectionString);
        Assert.That(list.Out.TrimEnd(), Does.EndWith($"2 jobs, at most {price}; charged, as the service reports: {charged}; of an emulator: simulations on this machine, no device"));
        Assert.That(list.Out.Split('\n')[0], Does.EndWith("charged"));
        Assert.That((await RunAsync([.. Circuit, "--backend", "azure:ionq.simulator", "--shots", "10"])).Error, Does.Contain("ionq.simulator draws no shots"));
        Assert.That(list.Out.Split('\n').Single(line => line.StartsWith(id, StringComparison.Ordinal)), Does.Contain($"{price}  {charged}"), "what may be, and what was");
        // Without the workspace the journal knows it.
        var rows = (await JsonAsync("jobs", "list")).GetProperty("jobs").EnumerateArray().ToDictionary(row => row.GetProperty("job").GetString()!);
        Assert.That(rows[id].GetProperty("charged").GetProperty("unit").GetString(), Is.EqualTo("eHQC"));
    }

    [TestCase("circuit run", "this job may cost up to 16")]
    [TestCase("circuit grad", "these 5 jobs may cost up to 8")]
    public async Task A_paid_job_for_azure_without_a_budget_is_refused_with_the_sum_and_what_to_type(string command, string sum)
    {
        const string azure = "SubscriptionId=00000000-0000-0000-0000-000000000000;ResourceGroupName=group;WorkspaceName=ours;ApiKey=secret;QuantumEndpoint=https://nowhere.invalid/;";
        string[] circuit = [.. command.Split(' '), .. Circuit.Skip(2).Take(6), .. command == "circuit grad" ? ["--weights", "1,1", "--method", "shift"] : Array.Empty<string>()];
        var result = await RunAsync([.. circuit, "--backend", "azure:ionq.qpu.forte-1", "--shots", "100", "--workspace", azure]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.Contain("ionq.qpu.forte-1 charges, and there is no budget: ").And.Contain(sum).And.Match(@"Nothing was sent; --budget \d+usd allows it").And.Not.Contain("secret"));
        Assert.That(JobJournal.IsIn(Journal), Is.False);
    }

    [Test]
    public async Task What_is_said_about_debiasing_is_sent_and_priced()
    {
        string[] asked = [.. Circuit, "--backend", "azure:ionq.qpu.aria-1", "--shots", "10", "--budget", "20usd", "--no-wait"];
        Assert.That((await RunAsync(asked)).Error, Does.Contain("up to 97.50 USD, above the budget of 20.00 USD"), "IonQ's machines debias where a job does not say");
        await JsonAsync([.. asked, "--debias", "false"]);
        var entry = new JobJournal(Journal).Entries.Single();
        Assert.That(entry.Price!.Amount, Is.InRange(12.4, 13));
        var request = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Journal, "jobs", $"{entry.Id}.request.json"))).RootElement;
        Assert.That(request.GetProperty("input_params").GetProperty("error-mitigation").GetProperty("debias").GetBoolean(), Is.False);
    }

    [Test]
    public async Task A_job_that_may_not_have_been_sent_is_named_with_what_sends_it()
    {
        var nobody = _service.ConnectionString[.._service.ConnectionString.IndexOf("QuantumEndpoint", StringComparison.Ordinal)] + "QuantumEndpoint=http://127.0.0.1:1/";
        var failed = await RunAsync([.. Circuit, "--backend", "azure:emulator.sampled", "--shots", "10", "--no-wait", "--workspace", nobody]);
        var id = new JobJournal(Journal).Entries.Single().Id;
        Assert.That(failed.ExitCode, Is.EqualTo(2));
        Assert.That(failed.Error, Does.Contain($"job {id} is written down and may not have been sent").And.Contain($"'qaa jobs wait {id} --journal {Journal} --workspace W'"));
        Assert.That((await RunAsync("jobs", "wait", id)).ExitCode, Is.Zero);
        Assert.That(_service.State.Jobs.Single().Id, Is.EqualTo(id));
        var fetched = await RunAsync("jobs", "fetch", id);
        Assert.That(fetched.Error, Does.Not.Contain("--seed"), "a fetch measures nothing");
        Assert.That((await RunAsync("jobs", "wait")).Out, Is.EqualTo($"nothing is left to wait for\n"));
    }

    [Test]
    public async Task The_jobs_of_a_run_are_found_by_its_folder()
    {
        var method = Path.Combine(Journal, "methods", "z");
        _folder.Write("recipe.yaml", "");
        await Qaa.RunAsync(Environment, [.. Circuit, "--backend", "azure:emulator.sampled", "--shots", "10", "--journal", method]);
        Assert.That((await JsonAsync("jobs", "list")).GetProperty("jobs").GetArrayLength(), Is.EqualTo(1));
        await Qaa.RunAsync(Environment, [.. Circuit, "--backend", "azure:emulator.sampled", "--shots", "10", "--journal", Path.Combine(Journal, "methods", "a")]);
        var several = await RunAsync("jobs", "wait");
        Assert.That((several.ExitCode, several.Out), Is.EqualTo((2, "")));
        Assert.That(several.Error, Does.Contain($"2 of its methods have jobs; name one with --journal: {Path.Combine(Journal, "methods", "a")}, {method}"));
    }

    [Test]
    public async Task A_journal_that_cannot_be_written_sends_nothing()
    {
        var file = _folder.Write("a-file", "");
        var result = await Qaa.RunAsync(Environment, [.. Circuit, "--backend", "azure:emulator.sampled", "--shots", "10", "--journal", file]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")));
        Assert.That(result.Error, Does.Contain($"--journal is '{file}', which is a file"));
        if (!File.Exists("/dev/full"))
            Assert.Ignore("there is no full device here");
        File.CreateSymbolicLink(Path.Combine(Journal, JobJournal.FileName), "/dev/full");
        result = await RunAsync([.. Circuit, "--backend", "azure:emulator.sampled", "--shots", "10"]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")));
        Assert.That(result.Error, Does.Contain("cannot be written, without which no job is sent"));
        Assert.That(_service.State.Calls, Is.Empty);
        Assert.That(Directory.GetFiles(Path.Combine(Journal, "jobs")), Is.Empty);
    }

    [Test]
    public async Task Targets_are_told_with_their_queues_and_quotas()
    {
        await JsonAsync([.. Circuit, "--backend", "azure:quantinuum.sim.h2-1e", "--shots", "10"]);
        var document = await Qaa.RunAsync(Environment, "jobs", "targets", "--json");
        var rows = document.Json.GetProperty("targets").EnumerateArray().ToDictionary(row => row.GetProperty("target").GetString()!);
        Assert.Multiple(() =>
        {
            Assert.That((rows["ionq.simulator"].GetProperty("availability").GetString(), rows["ionq.simulator"].GetProperty("qubits").GetInt32(), rows["ionq.simulator"].GetProperty("charged_in").GetString()),
                Is.EqualTo(("Available", 29, "free")));
            Assert.That(rows["quantinuum.sim.h2-1e"].GetProperty("charged_in").GetString(), Is.EqualTo("eHQC"));
            Assert.That(rows["ionq.qpu.aria-1"].GetProperty("profile").GetString(), Is.EqualTo("Base"));
            Assert.That(document.Json.GetProperty("quotas").EnumerateArray().Select(quota => quota.GetProperty("provider_id").GetString()), Does.Contain("quantinuum"));
            Assert.That(document.Json.GetProperty("emulator").GetBoolean(), Is.True);
        });
        var text = await Qaa.RunAsync(Environment, "jobs", "targets");
        Assert.That(text.Out, Does.Match(@"(?m)^ionq\.qpu\.aria-1 +Available +Base +USD +25 +\d+ s$").And.Contain("quota ").And.Contain("of an emulator: simulations on this machine, no device"));
    }

    [Test]
    public async Task Jobs_takes_one_of_its_commands()
    {
        var result = await Qaa.RunAsync("jobs");
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")));
        Assert.That(result.Error, Does.StartWith("qaa: 'jobs' is followed by one of list, targets, wait, fetch, cancel"));
    }

    [Test]
    public async Task Without_a_workspace_it_says_how_to_name_one()
    {
        string[] names = ["AZURE_QUANTUM_CONNECTION_STRING", "AZURE_QUANTUM_WORKSPACE_NAME"];
        var result = await Qaa.RunAsync([.. names.Select(name => (name, (string?)null))], [.. Circuit, "--backend", "azure:ionq.simulator", "--shots", "10", "--journal", Journal]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.Contain("--workspace emulator").And.Contain("AZURE_QUANTUM_CONNECTION_STRING"));
    }

    [Test]
    public async Task A_damaged_journal_is_named_with_its_line()
    {
        await JsonAsync([.. Circuit, "--backend", "azure:emulator.sampled", "--shots", "10"]);
        var file = Path.Combine(Journal, JobJournal.FileName);
        var lines = await File.ReadAllLinesAsync(file);
        lines[1] = lines[1][..40];
        await File.WriteAllLinesAsync(file, lines);
        foreach (var arguments in (string[][])[["jobs", "list"], ["jobs", "wait"], [.. Circuit, "--backend", "azure:emulator.sampled", "--shots", "10"]])
        {
            var result = await RunAsync(arguments);
            Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
            Assert.That(result.Error, Does.Contain($"{file}, line 2: "));
        }
    }

    [Test]
    public async Task A_folder_without_a_journal_and_an_unknown_job_are_named()
    {
        var none = await RunAsync("jobs", "list");
        Assert.That((none.ExitCode, none.Out), Is.EqualTo((2, "")));
        Assert.That(none.Error, Does.Contain($"{Journal} has no jobs.jsonl"));
        await JsonAsync([.. Circuit, "--backend", "azure:emulator.sampled", "--shots", "10"]);
        var unknown = await RunAsync("jobs", "fetch", "zzz");
        Assert.That((unknown.ExitCode, unknown.Out), Is.EqualTo((2, "")));
        Assert.That(unknown.Error, Does.Contain("has no job zzz"));
    }

    [Test, Category("Campaign")]
    public async Task No_job_is_lost_and_none_made_twice_though_requests_fail_and_processes_are_killed()
    {
        const int kills = 20;
        var result = await Qaa.RunAsync("bench", "jobs", "--runs", $"{kills}", "--threads", "1", "--json");
        Assert.That(result.ExitCode, Is.Zero, result.Error + result.Out);
        var document = result.Json.GetProperty("kills");
        Assert.Multiple(() =>
        {
            Assert.That(result.Json.GetProperty("faults").EnumerateArray().Select(row => row.GetProperty("is_right").GetBoolean()), Is.All.True.And.Exactly(59).Items);
            Assert.That(document.GetProperty("killed").GetInt32(), Is.EqualTo(kills));
            Assert.That(document.GetProperty("jobs").GetInt32(), Is.EqualTo(document.GetProperty("wanted").GetInt32()).And.GreaterThan(0));
            Assert.That(document.GetProperty("mistakes").GetArrayLength(), Is.Zero);
        });
    }
}
