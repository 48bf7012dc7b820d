using System.Diagnostics;
using QaaHybrid.AzureEmulator;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary>Runs that a user or the system ends early, and <c>qaa resume</c> carries to the same bits.</summary>
public class ResumeCommandTest
{
    private static readonly string[] Train =
    [
        "train", TinyRun.Recipe, "--set", "training.steps=300", "--set", "training.checkpoint_every=10", "--set", "task.generate_examples=1", "--set", "methods.z.target_modules=[q_proj, o_proj]",
    ];

    private static readonly Lazy<Task<string>> Whole = new(async () =>
    {
        var result = await Qaa.RunAsync([.. Train, "--out", TinyRun.File("whole"), "--quiet"]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        return TinyRun.File("whole");
    });

    [Test]
    public async Task After_Ctrl_C_which_says_how_to_go_on()
    {
        var run = TinyRun.File("interrupted");
        using var process = Qaa.Start([], [.. Train, "--out", run]);
        await AtStepAsync(run, 25, process);
        using (var kill = Process.Start("sh", ["-c", $"kill -INT {process.Id}"]))
            await kill.WaitForExitAsync();
        var ended = await Qaa.EndAsync(process);
        Assert.That((ended.ExitCode, ended.Out), Is.EqualTo((130, "")), ended.Error);
        Assert.That(ended.Error.TrimEnd().Split('\n')[^1], Is.EqualTo($"qaa: interrupted; 'qaa resume {run}' goes on with it"));
        Assert.That(await Qaa.RunAsync("eval", run, "--method", "z"), Has.Property(nameof(QaaResult.Error)).Contains($"z is not trained to its end yet; 'qaa resume {run}' goes on with it"));
        await AssertGoesOnAsync(run);
    }

    [Test]
    public async Task After_kill_9()
    {
        var run = TinyRun.File("killed");
        using var process = Qaa.Start([], [.. Train, "--out", run]);
        await AtStepAsync(run, 25, process);
        process.Kill();
        Assert.That((await Qaa.EndAsync(process)).ExitCode, Is.EqualTo(128 + 9));
        await AssertGoesOnAsync(run);
    }

    [Test]
    public async Task A_run_that_is_complete_only_gets_its_report_again()
    {
        var document = await TinyRun.TrainedAsync();
        var report = Path.Combine(TinyRun.Run, "report.html");
        File.Delete(report);
        Assert.That((await Qaa.JsonAsync("resume", TinyRun.Run)).GetRawText(), Is.EqualTo(document.GetRawText()));
        Assert.That(report, Does.Exist);
    }

    [TestCase("nothing of this run is sent to Azure Quantum, so that it has no budget (its circuits run on the simulator that trains)", "--budget", "20usd")]
    [TestCase("nothing of this run is sent to Azure Quantum", "--accept-unknown-price")]
    public async Task A_run_without_jobs_has_no_budget(string why, params string[] arguments)
    {
        await TinyRun.TrainedAsync();
        var result = await Qaa.RunAsync(["resume", TinyRun.Run, .. arguments]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")));
        Assert.That(result.Error, Does.StartWith($"qaa: {TinyRun.Run}: {why}"));
    }

    [Test]
    public async Task With_a_higher_budget_it_goes_on_where_the_lower_one_stopped_it()
    {
        await using var service = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn });
        (string, string?)[] environment = [("AZURE_QUANTUM_CONNECTION_STRING", service.ConnectionString)];
        var run = TinyRun.File("budgeted");
        var stopped = await Qaa.RunAsync(
            environment, "train", TinyRun.Recipe, "--out", run, "--backend", "azure:quantinuum.sim.h2-1e", "--shots", "10", "--budget", "20hqc", "--set", "training.steps=1", "--set", "training.batch_size=1",
            "--set", "task.max_length=12", "--set", "task.generate_examples=0", "--set", "backend.input_gradient=none",
            "--set", "methods=[{ name: z, adapter: qaa, layers: 1, read_out: z, bottleneck: 4, train_bottleneck: false, norm: multiply, target_modules: [model.layers.1.self_attn.o_proj] }]");
        Assert.That((stopped.ExitCode, stopped.Out, service.State.JobCount), Is.EqualTo((2, "", 0)), stopped.Error);
        Assert.That(stopped.Error, Does.Contain($"'qaa resume {run} --budget SUM' goes on with it").And.Contain("above the budget of 20.00 HQC"));
        var refused = await Qaa.RunAsync(environment, "resume", run, "--budget", "20usd");
        Assert.That((refused.ExitCode, service.State.JobCount), Is.EqualTo((2, 0)), refused.Error);
        Assert.That(refused.Error, Does.Contain("is charged in eHQC, the budget is in USD"));
        var resumed = await Qaa.RunAsync(environment, "resume", run, "--budget", "5000hqc", "--json");
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Error);
        Assert.That(resumed.Json.GetProperty("methods")[0].GetProperty("backend").GetProperty("jobs").GetInt32(), Is.EqualTo(service.State.JobCount).And.GreaterThan(5));
    }

    private static async Task AssertGoesOnAsync(string run)
    {
        var resumed = await Qaa.RunAsync("resume", run, "--json");
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Error);
        Assert.That(resumed.Error, Does.Contain("z: going on after step "));
        foreach (var method in new[] { "z", "z-frozen", "turn", "lora" })
            Assert.That(await File.ReadAllBytesAsync(AdapterFile.Of(run, method)), Is.EqualTo(await File.ReadAllBytesAsync(AdapterFile.Of(await Whole.Value, method))), method);
    }

    // The log has a line a step, written at once.
    private static async Task AtStepAsync(string run, int step, Process process)
    {
        var log = Path.Combine(run, "methods", "z", "metrics.jsonl");
        while (!File.Exists(log) || Lines(log) < step)
        {
            Assert.That(process.HasExited, Is.False, "it ended before it could be interrupted");
            await Task.Delay(2);
        }
    }

    private static int Lines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Count(c => c == '\n');
    }
}
