using QaaHybrid.Training;

namespace QaaHybrid.Tests.Facade;

/// <summary>Recipes whose circuits run on a backend, beside the same recipe on the simulator that trains.</summary>
public class TrainingOnBackendTest
{
    private const string Methods = "methods=[{ name: z, adapter: qaa, layers: 1, read_out: z, bottleneck: 4, norm: multiply, target_modules: [q_proj, o_proj], optimizer: { lr: 0.05 } }]";
    private const string Double = "model_dtype=float64";

    private readonly QaaSession _session = new(Path.Combine(TinyRun.Cache, "qaahybrid", "tapes"));

    [OneTimeTearDown]
    public async Task Close() => await _session.DisposeAsync();

    [TestCase("exact", "{ name: simulator }")]
    [TestCase("exact-amplitudes", "{ name: simulator }", "methods.z.read_out=amplitudes", "methods.z.norm=none", "methods.z.target_modules=[o_proj]", "training.steps=3")]
    [TestCase("exact-qsharp", "{ name: qsharp, input_gradient: simulator }", "training.steps=2", "training.batch_size=1")]
    [TestCase("exact-qsharp-amplitudes", "{ name: qsharp }", "methods.z.read_out=amplitudes", "methods.z.norm=none", "methods.z.target_modules=[o_proj]", "training.steps=2", "training.batch_size=1")]
    public async Task Exact_values_give_the_losses_of_the_simulator(string name, string backend, params string[] overrides)
    {
        var (expected, expectedLosses) = await TrainAsync(name + "-simulated", [Double, .. overrides]);
        var (results, losses) = await TrainAsync(name, [Double, $"backend={backend}", .. overrides]);
        Assert.That(losses, Is.EqualTo(expectedLosses).Within(1e-6));
        Assert.That(results.Methods[0].LossAfter, Is.EqualTo(expected.Methods[0].LossAfter).Within(1e-6));
        Assert.That(losses[^1], Is.Not.EqualTo(losses[0]).Within(1e-3), "something was learned");
    }

    [Test]
    public async Task Shots_follow_it_with_the_error_of_shots()
    {
        // The deviation goes as 1/√S: at a hundred times the shots a tenth, over the steps a random number of that size. AdamW would make a whole step of the smallest
        // gradient; with a large eps it steps as the gradient is long.
        string[] smooth = ["methods.z.optimizer={ lr: 0.5, eps: 1 }"];
        var exact = (await TrainAsync("shots-none", smooth)).Losses;
        async Task<double> DeviationAsync(int shots)
        {
            var losses = (await TrainAsync($"shots-{shots}", [$"backend={{ shots: {shots} }}", .. smooth])).Losses;
            return Math.Sqrt(losses.Skip(1).Zip(exact.Skip(1), (a, b) => (a - b) * (a - b)).Average());
        }
        var (few, many) = (await DeviationAsync(100), await DeviationAsync(10_000));
        Assert.That(few, Is.GreaterThan(1e-5), "it is measured");
        Assert.That(few / many, Is.InRange(2.5, 40));
    }

    [Test]
    public void Amplitudes_that_a_state_tells_are_not_measured_with_shots() => Assert.That(
        () => TrainAsync("qsharp-amplitudes-shots", ["backend={ name: qsharp, shots: 100 }", "methods.z.read_out=amplitudes", "methods.z.norm=none", "methods.z.target_modules=[o_proj]"]),
        Throws.TypeOf<NotSupportedException>().With.Message.Contains("reads amplitudes, which qsharp tells exactly: leave shots out"));

    [Test]
    public async Task What_it_took_is_counted_by_the_step_and_reported()
    {
        var (results, _) = await TrainAsync("counted", "backend={ shots: 50, gradient: spsa, input_gradient: simulator }", "training.steps=3");
        var costs = results.Methods[0].Backend!;
        var rows = MetricsLog.Read(RunFolder.Open(results.Run).Method("z").MetricsFile);
        Assert.That(rows.Sum(row => row.Values["circuits"]), Is.EqualTo(costs.Usage.Circuits));
        Assert.That(costs.Usage.Shots, Is.EqualTo(50 * costs.Usage.Circuits));
        Assert.That((costs.Usage.Jobs, costs.Usage.Unit, costs.Gradient, costs.InputGradient, costs.Shots), Is.EqualTo((0L, "", "spsa", "simulator", 50)));
        // A circuit for each row and layer forward, two back where the row counts.
        Assert.That(rows[1].Values["circuits"], Is.InRange(4 * 10, 3 * 4 * 4 * 40));
        var report = await File.ReadAllTextAsync(RunFolder.Open(results.Run).ReportFile);
        Assert.That(report, Does.Contain("Circuits on a backend").And.Contain("came from the exact simulator and not from the backend").And.Contain($"{costs.Usage.Circuits:#,0}"));
        Assert.That(RunResults.Load(RunFolder.Open(results.Run).ResultsFile).Methods[0].Backend, Is.EqualTo(costs));
    }

    [Test]
    public async Task A_run_that_was_interrupted_goes_on_to_the_same_weights()
    {
        const string backend = "backend={ shots: 30 }";
        var (whole, losses) = await TrainAsync("whole-on-backend", backend);
        using var stop = new CancellationTokenSource();
        var folder = TinyRun.File("broken-on-backend");
        Assert.That(
            () => FineTuning.TrainAsync(_session, Recipe(backend), folder, new StepProgress(step => { if (step == 3) stop.Cancel(); }), stop.Token),
            Throws.TypeOf<RunInterruptedException>());
        var again = new StepProgress();
        var resumed = await FineTuning.ResumeAsync(_session, folder, again);
        Assert.That(again.Steps[0], Is.EqualTo(4));
        Assert.That(Losses(resumed), Is.EqualTo(losses));
        Assert.That(resumed.Methods[0].Backend, Is.EqualTo(whole.Methods[0].Backend), "every step is counted once");
    }

    [Test]
    public async Task A_step_that_fails_is_repeated_and_no_other()
    {
        const string backend = "backend={ shots: 30 }";
        var losses = (await TrainAsync("whole-before-failure", backend, "training.checkpoint_every=100")).Losses;
        var folder = TinyRun.File("failed-on-backend");
        using var stop = new CancellationTokenSource();
        // Cancelled in the middle of step 4: its circuits are given up, and the weights are those of step 3.
        var progress = new StepProgress(step => { if (step == 3) stop.CancelAfter(TimeSpan.FromMilliseconds(1)); });
        Assert.That(() => FineTuning.TrainAsync(_session, Recipe(backend, "training.checkpoint_every=100"), folder, progress, stop.Token), Throws.TypeOf<RunInterruptedException>());
        var again = new StepProgress();
        var resumed = await FineTuning.ResumeAsync(_session, folder, again);
        Assert.That(again.Steps[0], Is.EqualTo(progress.Steps[^1] + 1), "none of the steps that were done");
        Assert.That(Losses(resumed), Is.EqualTo(losses));
    }

    [Test]
    public async Task Noise_changes_the_losses_and_mitigation_is_counted()
    {
        var noise = TinyRun.Write("noise.yaml", "name: bad\nread_out:\n  - { p01: 0.1, p10: 0.1 }\n");
        string[] small = ["training.steps=3", "training.batch_size=1"];
        var exact = (await TrainAsync("noise-none", small)).Losses;
        var (noisy, noisyLosses) = await TrainAsync("noise", [$"backend={{ noise: {noise}, shots: 20000 }}", .. small]);
        var (mitigated, mitigatedLosses) = await TrainAsync("mitigated", [$"backend={{ noise: {noise}, shots: 20000, mitigation: readout }}", .. small]);
        double Off(double[] losses) => losses.Zip(exact, (a, b) => Math.Abs(a - b)).Max();
        Assert.That(Off(mitigatedLosses), Is.LessThan(Off(noisyLosses) / 2));
        Assert.That(mitigated.Methods[0].Backend!.Usage.Circuits - noisy.Methods[0].Backend!.Usage.Circuits, Is.EqualTo(2), "one calibration of two circuits");
        Assert.That(mitigated.Methods[0].Backend!.Backend, Is.EqualTo("a simulator with the noise of noise.yaml with mitigation of read-out errors"));
    }

    [Test]
    public async Task Held_out_examples_are_measured_on_the_backend_where_so_asked()
    {
        var (results, _) = await TrainAsync("evaluated", "backend={ shots: 20, evaluate: backend }", "training.steps=1", "task.generate_examples=0");
        var costs = results.Methods[0].Backend!;
        var steps = MetricsLog.Read(RunFolder.Open(results.Run).Method("z").MetricsFile).Sum(row => row.Values["circuits"]);
        Assert.That(costs.Usage.Circuits, Is.GreaterThan(steps), "the evaluation is in the total");
        Assert.That(costs.Sentence, Does.EndWith("Held-out examples were measured there too."));
    }

    private static Recipe Recipe(params IEnumerable<string> overrides) => RecipeFile.Load(TinyRun.Recipe, [Methods, "task.generate_examples=1", .. overrides]);

    private async Task<(RunResults Results, double[] Losses)> TrainAsync(string name, params IEnumerable<string> overrides)
    {
        var results = await FineTuning.TrainAsync(_session, Recipe(overrides), TinyRun.File(name), new NoProgress());
        return (results, Losses(results));
    }

    private static double[] Losses(RunResults results) =>
        [.. MetricsLog.Read(RunFolder.Open(results.Run).Method("z").MetricsFile).Where(row => row.Values.ContainsKey("loss")).Select(row => row.Values["loss"])];

    /// <summary>Does something at each step, and keeps which there were.</summary>
    private sealed class StepProgress(Action<int>? atStep = null) : IProgressSink
    {
        public List<int> Steps { get; } = [];

        public void Say(string line)
        {
        }

        public void Report(ProgressReport report)
        {
            Steps.Add(report.Done);
            atStep?.Invoke(report.Done);
        }
    }
}
