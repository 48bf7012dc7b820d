using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator;
using QaaHybrid.Training;

namespace QaaHybrid.Tests.Facade;

/// <summary>Recipes whose circuits become jobs of a workspace: the emulator's, in this process.</summary>
public class TrainingOnAzureTest
{
    private static readonly string[] Small =
    [
        "methods=[{ name: z, adapter: qaa, layers: 1, read_out: z, bottleneck: 4, train_bottleneck: false, norm: multiply, target_modules: [model.layers.1.self_attn.o_proj], optimizer: { lr: 0.5, eps: 1 } }]",
        "model_dtype=float64", "task.max_length=16", "task.generate_examples=0", "training.steps=3", "training.batch_size=1", "training.checkpoint_every=1",
    ];

    private AzureEmulatorServer _server = null!;
    private QaaSession _session = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn });
        _session = new QaaSession(Path.Combine(TinyRun.Cache, "qaahybrid", "tapes"))
        {
            OpenJobs = (_, journal, _) => Task.FromResult(new RecipeJobs(
                new JournalledJobs(new JobJournal(journal), new QuantumWorkspace(WorkspaceConnection.Parse(_server.ConnectionString)), new WaitOptions { FirstDelay = TimeSpan.FromMilliseconds(2), MaxDelay = TimeSpan.FromMilliseconds(20) }),
                IsEmulator: true)),
        };
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _session.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task The_exact_target_gives_the_losses_of_the_simulator()
    {
        var expected = Losses(await TrainAsync("azure-simulated"));
        var results = await TrainAsync("azure-exact", "backend={ name: 'azure:emulator.exact', workspace: emulator, input_gradient: none }");
        Assert.That(Losses(results), Is.EqualTo(expected).Within(1e-6));
        var costs = results.Methods[0].Backend!;
        Assert.That((costs.Usage.Jobs, costs.Usage.Shots, costs.Usage.Price), Is.EqualTo((costs.Usage.Circuits, 0L, 0.0)), "each circuit a job, for nothing");
        var packed = await TrainAsync("azure-exact-packed", "backend={ name: 'azure:emulator.exact', workspace: emulator, input_gradient: none, packing: true }");
        Assert.That(Losses(packed), Is.EqualTo(expected).Within(1e-6), "packed ones are exact too");
        Assert.That(packed.Methods[0].Backend!.Usage.Jobs, Is.LessThan(costs.Usage.Jobs / 5));
        Assert.That(costs.Sentence, Does.Contain("emulator.exact of the emulator of Azure Quantum on this machine, which simulates it"));
    }

    [Test]
    public async Task The_sampled_target_follows_it_and_packing_takes_fewer_jobs()
    {
        var expected = Losses(await TrainAsync("azure-simulated-too"));
        const string backend = "name: 'azure:emulator.sampled', workspace: emulator, input_gradient: none, shots: 400";
        var alone = await TrainAsync("azure-sampled", $"backend={{ {backend} }}");
        var packed = await TrainAsync("azure-packed", $"backend={{ {backend}, packing: true }}");
        foreach (var results in new[] { alone, packed })
        {
            // Two qubits behind an up-projection of some tenths: the loss is off by some hundredths of 1/√400 · that.
            Assert.That(Losses(results), Is.EqualTo(expected).Within(0.05));
            Assert.That(Losses(results)[^1], Is.Not.EqualTo(expected[^1]).Within(1e-9), "it is measured");
        }
        var (one, many) = (alone.Methods[0].Backend!.Usage, packed.Methods[0].Backend!.Usage);
        Assert.That((many.Circuits, many.Shots), Is.EqualTo((one.Circuits, one.Shots)), "the same is asked");
        Assert.That(many.Jobs, Is.LessThan(one.Jobs / 5));
    }

    // Two layers of an orthogonal map: the gradient with respect to the upper one's input is measured too.
    private static readonly string[] Turns =
    [
        "methods.z={ name: z, adapter: qaa, layers: 1, read_out: amplitudes, bottleneck: 4, target_modules: [o_proj], optimizer: { lr: 0.5, eps: 1 } }",
        "training.steps=2",
    ];

    [Test]
    public async Task Amplitudes_are_trained_exactly_on_the_exact_target()
    {
        var expected = Losses(await TrainAsync("azure-turn-simulated", Turns));
        var results = await TrainAsync("azure-turn-exact", [.. Turns, "backend={ name: 'azure:emulator.exact', workspace: emulator }"]);
        Assert.That(Losses(results), Is.EqualTo(expected).Within(1e-6));
        Assert.That(expected[^1], Is.Not.EqualTo(expected[0]).Within(1e-4), "something was learned");
        Assert.That(results.Methods[0].Backend!.InputGradient, Is.EqualTo("shift"));
    }

    [Test]
    public async Task Amplitudes_on_the_sampled_target_follow_within_the_error_of_shots()
    {
        var expected = Losses(await TrainAsync("azure-turn-simulated-too", Turns));
        // Another number of shots is another measurement of the same.
        const int times = 6;
        var found = new double[times][];
        for (var time = 0; time < times; time++)
            found[time] = Losses(await TrainAsync(
                $"azure-turn-{time}", [.. Turns, $"backend={{ name: 'azure:emulator.sampled', workspace: emulator, shots: {500 + time}, packing: true }}"]));
        for (var step = 0; step < expected.Length; step++)
        {
            double[] losses = [.. found.Select(own => own[step])];
            var mean = losses.Average();
            var error = Math.Sqrt(losses.Sum(loss => (loss - mean) * (loss - mean)) / (times - 1) / times);
            Assert.That(error, Is.InRange(1e-6, 0.1), "it is measured, 500 times");
            // Student's t of 5 degrees of freedom exceeds 7 once in a thousand times.
            Assert.That(mean, Is.EqualTo(expected[step]).Within(7 * error), $"step {step}");
        }
    }

    [Test]
    public async Task An_interrupted_run_goes_on_from_its_journal_and_pays_for_nothing_twice()
    {
        const string backend = "backend={ name: 'azure:emulator.sampled', workspace: emulator, input_gradient: none, shots: 50 }";
        var whole = await TrainAsync("azure-whole", backend);
        var folder = TinyRun.File("azure-broken");
        using var stop = new CancellationTokenSource();
        // In the middle of a step: jobs of it are under way.
        var progress = new AtStep(2, () => stop.CancelAfter(TimeSpan.FromMilliseconds(30)));
        Assert.That(() => FineTuning.TrainAsync(_session, Recipe(backend), folder, progress, stop.Token), Throws.TypeOf<RunInterruptedException>());
        var resumed = await FineTuning.ResumeAsync(_session, folder, new NoProgress());
        Assert.That(Losses(resumed), Is.EqualTo(Losses(whole)).Within(0.5), "other shots are other measurements only where jobs were lost");
        Assert.That(resumed.Methods[0].Backend!.Usage.Circuits, Is.GreaterThan(0));
        var journal = new JobJournal(RunFolder.Open(folder).Method("z").Path);
        Assert.That(journal.Entries.Select(entry => entry.Key), Is.Unique, "no circuit of a step was sent twice");
        Assert.That(journal.Entries, Has.Count.EqualTo(resumed.Methods[0].Backend!.Usage.Jobs));
    }

    [Test]
    public void A_budget_ends_the_run_before_anything_is_sent_above_it()
    {
        var folder = TinyRun.File("azure-budget");
        var error = Assert.ThrowsAsync<BudgetExceededException>(() => FineTuning.TrainAsync(
            _session, Recipe("backend={ name: 'azure:quantinuum.sim.h2-1e', workspace: emulator, input_gradient: none, shots: 100, budget: 1hqc }"), folder, new NoProgress()));
        Assert.That(error!.Message, Does.Contain("above the budget of 1.00 HQC"));
        Assert.That(new JobJournal(RunFolder.Open(folder).Method("z").Path).Entries, Is.Empty);
    }

    [TestCase("{ name: 'azure:ionq.simulater', shots: 10 }", "backend.name: found 'azure:ionq.simulater', whose price is not known; did you mean 'ionq.simulator'?")]
    [TestCase("{ name: 'azure:ionq.simulator' }", "backend.shots: is missing: ionq.simulator measures")]
    [TestCase("{ name: 'azure:ionq.simulator', shots: 10, budget: 20 }", "backend.budget: '20': a unit is missing")]
    [TestCase("{ name: 'azure:ionq.simulator', shots: 10, packing: true }", "backend.packing: ionq.simulator scales its exact distribution")]
    [TestCase("{ name: 'azure:emulator.exact', shots: 10, packing: true }", "backend.packing: emulator.exact scales its exact distribution")]
    [TestCase("{ name: 'azure:ionq.simulator', shots: 10, noise: noise.yaml }", "backend.noise: is simulated by simulator")]
    public void What_does_not_fit_is_refused_before_a_run_is_begun(string backend, string why)
    {
        var folder = TinyRun.File("azure-refused");
        Assert.That(() => FineTuning.TrainAsync(_session, Recipe($"backend={backend}"), folder, new NoProgress()), Throws.TypeOf<RecipeException>().With.Message.Contains(why));
        Assert.That(folder, Does.Not.Exist);
    }

    private static Recipe Recipe(params IEnumerable<string> overrides) => RecipeFile.Load(TinyRun.Recipe, [.. Small, .. overrides]);

    private async Task<RunResults> TrainAsync(string name, params IEnumerable<string> overrides) => await FineTuning.TrainAsync(_session, Recipe(overrides), TinyRun.File(name), new NoProgress());

    private static double[] Losses(RunResults results) =>
        [.. MetricsLog.Read(RunFolder.Open(results.Run).Method("z").MetricsFile).Where(row => row.Values.ContainsKey("loss")).Select(row => row.Values["loss"])];

    private sealed class AtStep(int step, Action action) : IProgressSink
    {
        public void Say(string line)
        {
        }

        public void Report(ProgressReport report)
        {
            if (report.Done == step)
                action();
        }
    }
}
