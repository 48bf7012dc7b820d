using System.Globalization;
using System.Text.RegularExpressions;
using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator;
using QaaHybrid.Circuits;
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
            OpenJobs = (_, journal, _) => Task.FromResult(Jobs(_server, journal)),
        };
    }

    private static RecipeJobs Jobs(AzureEmulatorServer server, string journal) => new(
        new JournalledJobs(new JobJournal(journal), new QuantumWorkspace(WorkspaceConnection.Parse(server.ConnectionString)), new WaitOptions { FirstDelay = TimeSpan.FromMilliseconds(2), MaxDelay = TimeSpan.FromMilliseconds(20) }),
        IsEmulator: true);

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
    public async Task Packed_jobs_calibrate_the_reading_and_losses_come_back()
    {
        // Errors of reading alone, large ones, and no error of shots to speak of.
        await using var server = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions
        {
            Storage = StorageKind.BuiltIn, Noise = new NoiseModel("read-out", [], readOut: [new ReadOutRule(new ReadOutError(0.05, 0.12))]),
        });
        await using var session = new QaaSession(Path.Combine(TinyRun.Cache, "qaahybrid", "tapes")) { OpenJobs = (_, journal, _) => Task.FromResult(Jobs(server, journal)) };
        async Task<RunResults> OnNoisyAsync(string name, string backend) => await FineTuning.TrainAsync(
            session, Recipe("training.steps=2", $"backend={{ name: 'azure:emulator.noisy', workspace: emulator, input_gradient: none, shots: 3000, packing: true{backend} }}"), TinyRun.File(name), new NoProgress());
        // The first loss is what was read, the second what its gradient did.
        var exact = Losses(await TrainAsync("azure-read-exactly", "training.steps=2"));
        var (raw, mitigated) = (await OnNoisyAsync("azure-misread", ""), await OnNoisyAsync("azure-calibrated", ", mitigation: readout"));
        double Off(RunResults results) => Losses(results).Zip(exact, (loss, known) => Math.Abs(loss - known)).Max();
        Assert.That(Off(mitigated), Is.LessThan(Off(raw) / 3), $"{Off(raw)} without");
        Assert.That(mitigated.Methods[0].Backend!.Sentence, Does.Contain("calibrated in the same jobs"));
        Assert.That(mitigated.Methods[0].Backend!.Usage.Jobs, Is.LessThanOrEqualTo(raw.Methods[0].Backend!.Usage.Jobs + 3), "four qubits more a call");
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
            _session, Recipe("backend={ name: 'azure:quantinuum.sim.h2-1e', workspace: emulator, input_gradient: none, shots: 100, budget: 20hqc }"), folder, new NoProgress()));
        Assert.That(error!.Message, Does.Contain("above the budget of 20.00 HQC"));
        Assert.That(new JobJournal(RunFolder.Open(folder).Method("z").Path).Entries, Is.Empty);
    }

    [Test]
    public async Task A_run_goes_on_with_a_higher_budget_of_which_it_has_spent_some()
    {
        // What one step may cost, by a run that has no limit.
        const string backend = "name: 'azure:quantinuum.sim.h2-1e', workspace: emulator, input_gradient: none, shots: 20";
        var whole = await TrainAsync("azure-unlimited", $"backend={{ {backend} }}");
        var all = Spent("azure-unlimited", "z");
        var folder = TinyRun.File("azure-limited");
        var said = new Sayings();
        // The whole was charged so much; what is under way is reserved by the upper figure, so that some more is needed.
        Assert.ThrowsAsync<BudgetExceededException>(() => FineTuning.TrainAsync(_session, Recipe($"backend={{ {backend}, budget: '{Text(all)}hqc' }}"), folder, said));
        Assert.That(said.Lines[^1], Does.Contain($"'qaa resume {folder} --budget SUM' goes on with it"));
        var spent = Spent("azure-limited", "z");
        Assert.That(spent, Is.GreaterThan(all / 3).And.LessThan(all));

        // What was spent before counts: what would be enough for the rest alone is not, twice the whole is.
        FineTuning.ChangeSpending(_session, folder, [$"backend.budget='{Text(all * 1.2m)}hqc'"]);
        Assert.ThrowsAsync<BudgetExceededException>(() => FineTuning.ResumeAsync(_session, folder, new NoProgress()));
        FineTuning.ChangeSpending(_session, folder, [$"backend.budget='{Text(all * 2.1m)}hqc'"]);
        var resumed = await FineTuning.ResumeAsync(_session, folder, new NoProgress());
        Assert.That(Spent("azure-limited", "z"), Is.EqualTo(all), "nothing was paid twice");
        var usage = resumed.Methods[0].Backend!.Usage;
        Assert.That(usage.Jobs, Is.EqualTo(whole.Methods[0].Backend!.Usage.Jobs));
        Assert.That(resumed.Methods[0].Backend!.Total(3), Does.EndWith(
            FormattableString.Invariant($"{usage.Jobs} jobs, at least {usage.Price:#,0.00} eHQC; charged {usage.Charged:#,0.00} eHQC as the service reports.")), "of every job, also those before the interruption");
        Assert.That(await File.ReadAllTextAsync(RunFolder.Open(folder).ReportFile), Does.Contain(FormattableString.Invariant($"<td>{usage.Charged:#,0.00} eHQC</td>")));
        Assert.That(RunFolder.Open(folder).ReadRecipe().Backend!.Budget, Is.EqualTo($"{Text(all * 2.1m)}hqc"));
    }

    [TestCase("backend.budget='20usd'", "is charged in eHQC, the budget is in USD")]
    [TestCase("backend.budget='20'", "a unit is missing")]
    public async Task A_budget_that_fits_no_job_of_the_target_changes_nothing(string change, string why)
    {
        var folder = TinyRun.File($"azure-other-budget-{Guid.NewGuid():N}");
        var recipe = Recipe("backend={ name: 'azure:quantinuum.sim.h2-1e', workspace: emulator, input_gradient: none, shots: 100, budget: 20hqc }");
        RunFolder.Create(folder, recipe, RunEnvironment.Current(1, "0"));
        var before = await File.ReadAllTextAsync(RunFolder.Open(folder).RecipeFile);
        Assert.That(() => FineTuning.ChangeSpending(_session, folder, [change]), Throws.TypeOf<RecipeException>().With.Message.Contains(why));
        Assert.That(await File.ReadAllTextAsync(RunFolder.Open(folder).RecipeFile), Is.EqualTo(before));
        using (RunFolder.Open(folder).Lock())
            Assert.That(() => FineTuning.ChangeSpending(_session, folder, ["backend.budget=30hqc"]), Throws.TypeOf<FolderInUseException>().With.Message.Contains("in use"));
    }

    [Test]
    public async Task All_methods_of_a_run_share_its_budget()
    {
        var methods = "methods=[" + string.Join(", ", new[] { "a", "b" }.Select(name =>
            $"{{ name: {name}, adapter: qaa, layers: 1, read_out: z, bottleneck: 4, train_bottleneck: false, norm: multiply, target_modules: [model.layers.1.self_attn.o_proj] }}")) + "]";
        const string backend = "name: 'azure:quantinuum.sim.h2-1e', workspace: emulator, input_gradient: none, shots: 20";
        await TrainAsync("azure-two", methods, $"backend={{ {backend} }}");
        var (one, other) = (Spent("azure-two", "a"), Spent("azure-two", "b"));
        // Enough for one with what is under way at its upper figure, and not for two.
        var limit = 1.5m * Math.Max(one, other);
        var folder = TinyRun.File("azure-two-limited");
        var recipe = Recipe(methods, $"backend={{ {backend}, budget: '{Text(limit)}hqc' }}");
        Assert.ThrowsAsync<BudgetExceededException>(() => FineTuning.TrainAsync(_session, recipe, folder, new NoProgress()));
        Assert.That(Spent("azure-two-limited", "a"), Is.EqualTo(one), "the first method was trained to its end");
        // A later process finds in its neighbour's journal what is spent.
        Assert.ThrowsAsync<BudgetExceededException>(() => FineTuning.ResumeAsync(_session, folder, new NoProgress()));
        Assert.That(Spent("azure-two-limited", "a") + Spent("azure-two-limited", "b"), Is.LessThanOrEqualTo(limit));
    }

    [TestCase("", "3 steps of up to ")]
    [TestCase(", packing: true", "3 steps of up to ")]
    public void A_paid_target_without_a_budget_is_refused_with_the_sum_before_a_run_is_begun(string packing, string sum)
    {
        var session = new QaaSession(Path.Combine(TinyRun.Cache, "qaahybrid", "tapes")) { OpenJobs = _session.OpenJobs, IsEmulator = _ => false };
        var folder = TinyRun.File("azure-unlimited-refused");
        var refusal = Assert.ThrowsAsync<RecipeException>(() => FineTuning.TrainAsync(
            session, Recipe($"backend={{ name: 'azure:ionq.qpu.aria-1', input_gradient: none, shots: 100{packing} }}"), folder, new NoProgress()))!;
        Assert.That(refusal.Message, Does.Contain("backend.budget: is missing, and ionq.qpu.aria-1 charges: ").And.Contain(sum).And.Contain("--budget 500usd").And.Contain("qaa resume RUN --budget SUM"));
        Assert.That(folder, Does.Not.Exist);
        // One vector a token, five circuits each (two angles and the value), 97.50 USD at least.
        var (steps, jobs, total) = Regex.Match(refusal.Message, @"(\d+) steps of up to ([\d,]+) jobs each, 97\.50 USD.* come to ([\d,]+)\.\d\d USD") is { Success: true } match
            ? (Number(match, 1), Number(match, 2), Number(match, 3)) : throw new AssertionException(refusal.Message);
        Assert.That((double)total, Is.EqualTo(steps * jobs * 97.5).Within(1 + 0.01 * total));
        Assert.That(jobs, packing.Length == 0 ? Is.GreaterThan(20) : Is.LessThan(20), "twelve circuits of two qubits fit into one job of 25");
    }

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [Test]
    public async Task All_seeds_of_a_comparison_share_its_budget()
    {
        const string backend = "name: 'azure:quantinuum.sim.h2-1e', workspace: emulator, input_gradient: none, shots: 20";
        string[] compared = ["comparison={ seeds: [1, 2] }", "training.steps=1"];
        decimal Cost(string folder) => new[] { 1, 2 }.Select(seed => Path.Combine(folder, "seeds", $"{seed}", "methods", "z")).Where(JobJournal.IsIn)
            .Sum(path => new JobJournal(path).Entries.Sum(CostOf));
        var whole = TinyRun.File("azure-compared");
        Assert.That((await Comparing.CompareAsync(_session, Recipe([.. compared, $"backend={{ {backend} }}"]), new ComparisonOptions { Folder = whole }, new NoProgress())).Failures, Is.Empty);
        // A seed is reserved by the upper figure, 2.1 times what it is charged then: enough for one, and not for one behind another.
        var limit = Cost(whole) * 1.25m;
        var folder = TinyRun.File("azure-compared-limited");
        var recipe = Recipe([.. compared, $"backend={{ {backend}, budget: '{Text(limit)}hqc' }}"]);
        var outcome = await Comparing.CompareAsync(_session, recipe, new ComparisonOptions { Folder = folder }, new NoProgress());
        Assert.That(outcome.Failures.Single().Seed, Is.EqualTo(2), "the first was within it");
        Assert.That(Cost(folder), Is.LessThanOrEqualTo(limit));
        // Another budget is the same comparison, and what was sent before counts in it.
        var raised = await Comparing.CompareAsync(_session, Recipe([.. compared, $"backend={{ {backend}, budget: '{Text(limit * 3)}hqc' }}"]), new ComparisonOptions { Folder = folder }, new NoProgress());
        Assert.That(raised.Failures, Is.Empty);
        Assert.That(RunFolder.Open(Path.Combine(folder, "seeds", "2")).ReadRecipe().Backend!.Budget, Is.EqualTo($"{Text(limit * 3)}hqc"));
        Assert.That(() => Comparing.CompareAsync(_session, Recipe([.. compared, $"backend={{ {backend}, budget: 20usd }}"]), new ComparisonOptions { Folder = folder }, new NoProgress()),
            Throws.TypeOf<RecipeException>().With.Message.Contains("is charged in eHQC, the budget is in USD"));
    }

    private static decimal Spent(string run, string method) => new JobJournal(RunFolder.Open(TinyRun.File(run)).Method(method).Path).Entries.Sum(CostOf);

    private static decimal CostOf(JournalEntry entry) => entry.Charge?.Amount ?? entry.Price!.Amount!.Value;

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    [TestCase("{ name: 'azure:ionq.simulater', shots: 10 }", "backend.name: found 'azure:ionq.simulater', whose price is not known; did you mean 'ionq.simulator'?")]
    [TestCase("{ name: 'azure:ionq.simulator' }", "backend.shots: is missing: ionq.simulator measures")]
    [TestCase("{ name: 'azure:ionq.simulator', shots: 10, budget: 20 }", "backend.budget: '20': a unit is missing")]
    [TestCase("{ name: 'azure:ionq.qpu.aria-1', shots: 10, budget: 20hqc }", "backend.budget: ionq.qpu.aria-1 is charged in USD, the budget is in HQC")]
    [TestCase("{ name: 'azure:ionq.qpu.aria-1', shots: 10, budget: 20usd }", "backend.budget: ionq.qpu.aria-1: this job may cost up to 97.50 USD, above the budget of 20.00 USD")]
    [TestCase("{ name: 'azure:quantinuum.sim.h2-1e', shots: 10, debias: false }", "backend.debias: debias is an option of IonQ's targets; quantinuum.sim.h2-1e has none")]
    [TestCase("{ name: 'azure:ionq.qpu.aria-1', shots: 10, debias: false, budget: 12usd }", "backend.budget: ionq.qpu.aria-1: this job may cost up to 12.4")]
    [TestCase("{ name: 'azure:ionq.simulator', shots: 10001 }", "backend.shots: ionq.simulator takes at most 10000 shots a job")]
    [TestCase("{ name: 'azure:rigetti.qpu.cepheus-1-108q', shots: 10 }", "backend.accept_unknown_price: rigetti.qpu.cepheus-1-108q: the price cannot be known")]
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

    private sealed class Sayings : IProgressSink
    {
        public List<string> Lines { get; } = [];

        public void Say(string line) => Lines.Add(line);

        public void Report(ProgressReport report)
        {
        }
    }

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
