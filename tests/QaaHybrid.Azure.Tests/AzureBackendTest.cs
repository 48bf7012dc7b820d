using System.Text.Json.Nodes;
using QaaHybrid.Azure.Tests.Journal;
using QaaHybrid.Circuits;

namespace QaaHybrid.Azure.Tests;

/// <summary>Circuits as jobs, against the local simulator: the QIR that is sent is read again and run.</summary>
public class AzureBackendTest
{
    // RY on both qubits, an entangler, RX: complex, and different in every qubit.
    private static readonly Circuit Ansatz = new("ansatz", 2, 0, 3,
    [
        new(GateKind.RY, 0, new Angle(0, 1, 0)), new(GateKind.RY, 1, new Angle(1, 1, 0.25)), new(GateKind.CX, 0, 1), new(GateKind.RX, 0, new Angle(2, -1, 0)),
    ]);

    private static readonly double[] Theta = [0.7, -1.1, 0.4];

    private TemporaryFolder _folder = null!;
    private SimulatedService _service = null!;

    [SetUp]
    public void Start() => (_folder, _service) = (new TemporaryFolder(), new SimulatedService());

    [TearDown]
    public void End() => _folder.Dispose();

    private AzureBackend Backend(string target, AzureBackendOptions? options = null) => new(new JournalledJobs(new JobJournal(_folder.Path), _service), target, options);

    private static BackendRun[] Runs(int count) => [.. Enumerable.Range(0, count).Select(i => new BackendRun(Ansatz, [Theta[0] + i, Theta[1], Theta[2]]))];

    [Test]
    public async Task The_exact_target_gives_what_the_simulator_gives()
    {
        var ours = await Backend("emulator.exact").RunAsync(Runs(3));
        var simulator = await new SimulatorBackend().RunAsync(Runs(3));
        for (var i = 0; i < 3; i++)
        {
            Assert.That(ours[i].Probabilities, Is.EqualTo(simulator[i].Probabilities!).Within(1e-14));
            Assert.That(ours[i].Z, Is.EqualTo(simulator[i].Z).Within(1e-14));
        }
        Assert.That(_service.Jobs.Select(job => job.Shots), Is.All.EqualTo(1), "shots are always sent");
    }

    [Test]
    public async Task A_vector_is_loaded_by_the_tree_of_rotations_into_the_first_amplitudes()
    {
        double[] input = [0.3, -0.5, 0.1];
        var ours = await Backend("emulator.exact", new() { Circuits = new TwoQubitLoader() }).RunAsync([new BackendRun(Ansatz, Theta, input)]);
        var simulator = await new SimulatorBackend().RunAsync([new BackendRun(Ansatz, Theta, input)]);
        Assert.That(ours.Single().Probabilities, Is.EqualTo(simulator.Single().Probabilities!).Within(1e-14));
    }

    [Test]
    public void A_vector_without_a_source_of_loaders_or_that_is_no_state_is_refused()
    {
        Assert.That(async () => await Backend("emulator.exact").RunAsync([new BackendRun(Ansatz, Theta, [1.0])]),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains(nameof(AzureBackendOptions.Circuits)));
        foreach (double[] input in (double[][])[[0, 0], [double.NaN], [1, 2, 3, 4, 5]])
            Assert.That(async () => await Backend("emulator.exact", new() { Circuits = new TwoQubitLoader() }).RunAsync([new BackendRun(Ansatz, Theta, input)]), Throws.ArgumentException);
        Assert.That(_service.Submissions, Is.Zero);
    }

    [Test]
    public async Task Shots_are_counted_with_their_errors_and_each_run_has_its_own()
    {
        const int shots = 4000;
        var run = Runs(1).Single();
        var ours = await Backend("emulator.sampled").RunAsync([run, run with { Shots = 100 }], shots);
        var exact = (await new SimulatorBackend().RunAsync([run])).Single();
        Assert.Multiple(() =>
        {
            Assert.That(ours.Select(result => result.Counts!.Values.Sum()), Is.EqualTo(new[] { shots, 100 }));
            for (var qubit = 0; qubit < 2; qubit++)
                Assert.That(ours[0].Z[qubit], Is.EqualTo(exact.Z[qubit]).Within(5 * ours[0].ZError![qubit]));
            Assert.That(ours[0].Probabilities, Is.Null);
        });
    }

    [Test]
    public void A_target_that_measures_has_no_exact_values() =>
        Assert.That(async () => await Backend("ionq.simulator").RunAsync(Runs(1)), Throws.TypeOf<NotSupportedException>().With.Message.Contains("how many shots"));

    [Test]
    public void A_target_that_nobody_knows_is_refused_with_one_that_was_perhaps_meant() =>
        Assert.That(() => Backend("ionq.simulater"), Throws.TypeOf<NotSupportedException>().With.Message.Contains("ionq.simulator"));

    [Test]
    public async Task The_same_seed_is_the_same_job_and_another_seed_another_one()
    {
        var first = await Backend("emulator.sampled").RunAsync(Runs(4), 50, seed: 7);
        var again = await Backend("emulator.sampled").RunAsync(Runs(4), 50, seed: 7);
        Assert.That(again.Select(result => result.Z), Is.EqualTo(first.Select(result => result.Z)));
        Assert.That(_service.Submissions, Is.EqualTo(4));
        var other = await Backend("emulator.sampled").RunAsync(Runs(4), 50, seed: 8);
        Assert.That(_service.Submissions, Is.EqualTo(8));
        Assert.That(other.Select(result => result.Z), Is.Not.EqualTo(first.Select(result => result.Z)));
    }

    [Test]
    public async Task Equal_circuits_of_one_call_are_measured_each()
    {
        var results = await Backend("emulator.sampled").RunAsync([.. Enumerable.Repeat(Runs(1).Single(), 6)], 40);
        Assert.That(_service.Jobs, Has.Count.EqualTo(6));
        Assert.That(results.Select(result => result.Z[0]).Distinct().Count(), Is.GreaterThan(1));
    }

    [Test]
    public async Task Results_come_in_order_and_no_more_jobs_are_under_way_than_allowed()
    {
        var ours = await Backend("emulator.exact", new() { Concurrency = 3 }).RunAsync(Runs(20));
        var simulator = await new SimulatorBackend().RunAsync(Runs(20));
        Assert.That(ours.Select(result => result.Z[0]), Is.EqualTo(simulator.Select(result => result.Z[0])).Within(1e-12));
        Assert.That(_service.MostAtOnce, Is.LessThanOrEqualTo(3));
    }

    [Test]
    public async Task A_batch_that_broke_off_goes_on_where_it_stood()
    {
        _service.BeforeSubmit = _ =>
        {
            if (_service.Submissions == 5)
                throw new QuantumServiceException(500, "InternalError", "the fifth is too much");
        };
        Assert.That(async () => await Backend("emulator.exact", new() { Concurrency = 1 }).RunAsync(Runs(8)), Throws.TypeOf<QuantumServiceException>());
        Assert.That(_service.Jobs, Has.Count.EqualTo(5));
        _service.BeforeSubmit = _ => { };
        var results = await Backend("emulator.exact").RunAsync(Runs(8));
        Assert.That(results, Has.Count.EqualTo(8).And.No.Null);
        Assert.That(_service.Submissions, Is.EqualTo(8), "the five were not sent again");
    }

    [Test]
    public async Task Submitting_does_not_wait_and_what_was_submitted_is_fetched_later()
    {
        var entries = await Backend("emulator.sampled").SubmitAsync(Runs(2), 30);
        Assert.That(entries.Select(entry => entry.Step), Is.All.EqualTo(JobStep.Submitted));
        await Backend("emulator.sampled").RunAsync(Runs(2), 30);
        Assert.That(_service.Submissions, Is.EqualTo(2));
        Assert.That(new JobJournal(_folder.Path).Entries.Select(entry => (entry.Id, entry.Step)), Is.EqualTo(entries.Select(entry => (entry.Id, JobStep.Fetched))));
    }

    [Test]
    public async Task A_budget_is_tested_for_all_circuits_before_the_first_is_sent()
    {
        // Forte without mitigation: at least 25.79 USD a job by the sum, so that three are above 60.
        var options = new AzureBackendOptions { Budget = Budget.Parse("60usd"), InputParams = new JsonObject { ["error-mitigation"] = new JsonObject { ["debias"] = false } } };
        Assert.That(async () => await Backend("ionq.qpu.forte-1", options).RunAsync(Runs(3), 100), Throws.TypeOf<BudgetExceededException>().With.Message.Contains("3 jobs"));
        Assert.That(_service.Submissions, Is.Zero);
        Assert.That(new JobJournal(_folder.Path).Entries, Is.Empty);
        await Backend("ionq.qpu.forte-1", options).RunAsync(Runs(2), 100);
        var entries = new JobJournal(_folder.Path).Entries;
        Assert.That(entries.Sum(entry => entry.Price!.Amount), Is.EqualTo(options.Budget.Reserved));
        Assert.That(_service.Jobs[0].InputParams!["error-mitigation"]!["debias"]!.GetValue<bool>(), Is.False);
    }

    [Test]
    public async Task The_budget_of_a_run_covers_what_its_journal_holds()
    {
        AzureBackendOptions Options() => new()
        {
            Budget = Budget.Parse("60usd"), BudgetCoversJournal = true, InputParams = new JsonObject { ["error-mitigation"] = new JsonObject { ["debias"] = false } },
        };
        await Backend("ionq.qpu.forte-1", Options()).RunAsync(Runs(2), 100);
        var resumed = Backend("ionq.qpu.forte-1", Options());
        await resumed.RunAsync(Runs(2), 100);
        Assert.That(async () => await resumed.RunAsync(Runs(1), 100, seed: 1), Throws.TypeOf<BudgetExceededException>());
        Assert.That(_service.Submissions, Is.EqualTo(2));
    }

    [Test]
    public async Task A_price_that_nobody_knows_has_to_be_accepted()
    {
        const string target = "rigetti.qpu.cepheus-1-108q";
        Assert.That(async () => await Backend(target).RunAsync(Runs(1), 10), Throws.TypeOf<UnknownPriceException>());
        Assert.That(_service.Submissions, Is.Zero);
        await Backend(target, new() { AcceptUnknownPrice = true }).RunAsync(Runs(1), 10);
        Assert.That(new JobJournal(_folder.Path).Entries.Single().Price, Is.EqualTo(new ReservedPrice(null, "USD")));
    }

    [Test]
    public async Task What_was_reserved_for_a_job_that_was_refused_or_never_sent_comes_back()
    {
        _service.BeforeSubmit = _ =>
        {
            if (_service.Submissions == 1)
                throw new QuantumServiceException(400, "InvalidJobDefinition", "not this one");
        };
        var backend = Backend("ionq.qpu.forte-1", new() { Concurrency = 1, Budget = Budget.Parse("90usd"), InputParams = Undebiased() });
        Assert.That(async () => await backend.RunAsync(Runs(3), 100), Throws.TypeOf<QuantumServiceException>().With.Message.Contains("not this one"));
        var charged = new JobJournal(_folder.Path).Entries.Where(entry => entry.IsCharged).ToList();
        Assert.That(charged, Has.Count.EqualTo(1), "one was sent, one refused, one never sent");
        Assert.That(backend.Usage.Jobs, Is.EqualTo(1));
        _service.BeforeSubmit = _ => { };
        await backend.RunAsync(Runs(3), 100);
        Assert.That(backend.Usage.Jobs, Is.EqualTo(3), "all three fit into the budget of three");
        Assert.That(async () => await backend.RunAsync(Runs(1), 100, seed: 1), Throws.TypeOf<BudgetExceededException>());
    }

    [Test]
    public async Task What_may_have_been_sent_stays_reserved()
    {
        _service.BeforeSubmit = _ => throw new QuantumServiceException(500, "InternalError", "the connection is gone");
        var budget = Budget.Parse("90usd");
        var backend = Backend("ionq.qpu.forte-1", new() { Budget = budget, InputParams = Undebiased() });
        Assert.That(async () => await backend.RunAsync(Runs(1), 100), Throws.TypeOf<QuantumServiceException>());
        var reserved = budget.Reserved;
        Assert.That(reserved, Is.GreaterThan(25));
        _service.BeforeSubmit = _ => { };
        await backend.RunAsync(Runs(1), 100);
        Assert.That(budget.Reserved, Is.EqualTo(reserved), "once");
    }

    [Test]
    public async Task What_jobs_were_charged_takes_the_place_of_what_was_reserved()
    {
        // Reserved is the sum, 25.79 USD and the gates; the service takes the minimum for some of it.
        _service.Cost = _ => new CostEstimate("USD", 20, [new CostEvent("gs1q", null, null, 1, 1, 20)]);
        var budget = Budget.Parse("60usd");
        var backend = Backend("ionq.qpu.forte-1", new() { Budget = budget, InputParams = Undebiased() });
        await backend.RunAsync(Runs(2), 100);
        Assert.That(budget.Reserved, Is.EqualTo(40));
        Assert.That((backend.Usage.Charged, backend.Usage.ChargedJobs), Is.EqualTo((40.0, 2L)));
        Assert.That(backend.Usage.Price, Is.GreaterThan(50), "as it was reckoned");
        Assert.That(backend.Usage.PriceText(), Does.EndWith("USD; charged 40.00 USD as the service reports"));
        Assert.That(async () => await backend.RunAsync(Runs(1), 100, seed: 1), Throws.TypeOf<BudgetExceededException>(), "a new job is reserved by its upper figure");

        var resumed = Budget.Parse("67usd");
        var later = Backend("ionq.qpu.forte-1", new() { Budget = resumed, BudgetCoversJournal = true, InputParams = Undebiased() });
        await later.RunAsync([.. Runs(2)], 100);
        Assert.That(resumed.Reserved, Is.EqualTo(40), "a later process finds the charges in the journal");
        await later.RunAsync(Runs(1), 100, seed: 1);
        Assert.That(resumed.Reserved, Is.EqualTo(60));
        Assert.That(_service.Submissions, Is.EqualTo(3));
    }

    [Test]
    public async Task A_job_that_was_under_way_is_settled_by_the_process_that_collects_it()
    {
        AzureBackendOptions Options(Budget budget) => new() { Budget = budget, BudgetCoversJournal = true, InputParams = Undebiased() };
        await Backend("ionq.qpu.forte-1", Options(Budget.Parse("60usd"))).SubmitAsync(Runs(2), 100);
        _service.Cost = _ => new CostEstimate("USD", 20, [new CostEvent("gs1q", null, null, 1, 1, 20)]);
        var budget = Budget.Parse("60usd");
        await Backend("ionq.qpu.forte-1", Options(budget)).RunAsync(Runs(2), 100);
        Assert.That((budget.Reserved, _service.Submissions), Is.EqualTo((40m, 2)));
    }

    [Test]
    public async Task A_charged_job_without_a_budget_is_refused_with_the_sum_and_what_to_type()
    {
        var options = new AzureBackendOptions { InputParams = Undebiased() };
        var refusal = Assert.ThrowsAsync<BudgetMissingException>(() => Backend("ionq.qpu.forte-1", options).RunAsync(Runs(3), 100))!;
        Assert.That(refusal.Message, Does.Match(@"^ionq\.qpu\.forte-1 charges, and there is no budget: these 3 jobs may cost up to 78\.\d+ USD\. Nothing was sent; --budget 79usd allows it$"));
        Assert.That(_service.Submissions, Is.Zero);
        Assert.That(new JobJournal(_folder.Path).Entries, Is.Empty);
        await Backend("ionq.qpu.forte-1", options with { Budget = Budget.Parse("79usd") }).RunAsync(Runs(3), 100);
        Assert.That(_service.Submissions, Is.EqualTo(3), "what it says to type is enough");
        await Backend("ionq.qpu.forte-1", options).RunAsync(Runs(3), 100);
        Assert.That(_service.Submissions, Is.EqualTo(3), "results that are paid for are there without one");
        await Backend("ionq.simulator").RunAsync(Runs(1), 100);
    }

    [Test]
    public async Task An_emulator_needs_no_budget()
    {
        _service = new SimulatedService { IsEmulated = true };
        await Backend("ionq.qpu.forte-1").RunAsync(Runs(2), 100);
        Assert.That(_service.Submissions, Is.EqualTo(2));
    }

    private static JsonObject Undebiased() => new() { ["error-mitigation"] = new JsonObject { ["debias"] = false } };

    [Test]
    public async Task Packed_circuits_are_submitted_without_waiting_and_collected_later()
    {
        var options = new AzureBackendOptions { Packing = new PackingOptions(), Qubits = 8 };
        var entries = await Backend("emulator.sampled", options).SubmitAsync(Runs(6), 200, seed: 4);
        Assert.That(entries.Select(entry => entry.Step), Is.EqualTo(new[] { JobStep.Submitted, JobStep.Submitted }), "four circuits of two qubits on eight, then two");
        var collected = await Backend("emulator.sampled", options).RunAsync(Runs(6), 200, seed: 4);
        Assert.That(_service.Submissions, Is.EqualTo(2));
        Assert.That(collected.Select(result => (result.Qubits, result.Counts!.Values.Sum())), Is.EqualTo(Enumerable.Repeat((2, 200L), 6)));
        Assert.That(new JobJournal(_folder.Path).Entries.Select(entry => (entry.Id, entry.Step)), Is.EqualTo(entries.Select(entry => (entry.Id, JobStep.Fetched))));
    }

    [Test]
    public async Task Exact_values_are_packed_on_the_exact_target()
    {
        var ours = await Backend("emulator.exact", new() { Packing = new PackingOptions(), Qubits = 8 }).RunAsync(Runs(6));
        var simulator = await new SimulatorBackend().RunAsync(Runs(6));
        Assert.That(_service.Jobs, Has.Count.EqualTo(2));
        for (var i = 0; i < 6; i++)
            Assert.That(ours[i].Probabilities, Is.EqualTo(simulator[i].Probabilities!).Within(1e-14));
    }

    [Test]
    public void Packing_is_refused_where_distributions_are_scaled()
    {
        var packing = new AzureBackendOptions { Packing = new PackingOptions(), Qubits = 8 };
        Assert.That(() => Backend("ionq.simulator", packing), Throws.TypeOf<NotSupportedException>().With.Message.Contains("ionq.simulator scales its exact distribution"));
        Assert.That(async () => await Backend("emulator.exact", packing).RunAsync(Runs(2), 100), Throws.TypeOf<NotSupportedException>().With.Message.Contains("without shots"));
        Assert.That(_service.Submissions, Is.Zero);
    }

    [Test]
    public async Task Packed_circuits_are_few_jobs_and_come_back_one_by_one()
    {
        const int shots = 3000;
        var packed = await Backend("emulator.sampled", new() { Packing = new PackingOptions(), Qubits = 8 }).RunAsync(Runs(6), shots);
        var exact = await new SimulatorBackend().RunAsync(Runs(6));
        Assert.That(_service.Jobs, Has.Count.EqualTo(2), "four circuits of two qubits on eight, then two");
        for (var i = 0; i < 6; i++)
            for (var qubit = 0; qubit < 2; qubit++)
                Assert.That(packed[i].Z[qubit], Is.EqualTo(exact[i].Z[qubit]).Within(5 * packed[i].ZError![qubit] + 1e-9), $"run {i}, qubit {qubit}");
    }

    [Test]
    public void Lost_qubits_are_left_out_and_other_things_than_bits_refused()
    {
        var result = AzureBackend.ResultOf(new JobResult(new Dictionary<string, long> { ["01"] = 3, ["0-"] = 5, ["11"] = 1 }, 9));
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["01"] = 3, ["11"] = 1 }));
        Assert.That(result.Z, Is.EqualTo(new[] { 0.5, -1 }).Within(1e-15));
        Assert.That(() => AzureBackend.ResultOf(new JobResult(new Dictionary<string, long> { ["--"] = 2 }, 2)), Throws.TypeOf<ResultFormatException>());
        Assert.That(() => AzureBackend.ResultOf(new JobResult(new Dictionary<string, long> { ["(3, 0.5)"] = 2 }, 2) { IsBits = false }), Throws.TypeOf<ResultFormatException>());
    }

    // What Q#'s AmplitudeEmbedding compiles to on two qubits.
    private sealed class TwoQubitLoader : ICircuitSource
    {
        public Task<Circuit> ImportAsync(CircuitRequest operation, CancellationToken cancellationToken = default)
        {
            Assert.That(operation, Is.EqualTo(new CircuitRequest(null, "QaaHybrid.Loaders.AmplitudeEmbedding", 2, 3)));
            return Task.FromResult(new Circuit("loader", 2, 0, 3,
            [
                new(GateKind.RY, 0, new Angle(0, 1, 0)), new(GateKind.RY, 1, new Angle(1, 1, 0)), new(GateKind.CX, 0, 1), new(GateKind.RY, 1, new Angle(2, 1, 0)), new(GateKind.CX, 0, 1),
            ]));
        }

        public Task<int?> CountParametersAsync(string? projectDirectory, string operation, int qubits, int layers, CancellationToken cancellationToken = default) =>
            Task.FromResult<int?>((1 << qubits) - 1);
    }
}
