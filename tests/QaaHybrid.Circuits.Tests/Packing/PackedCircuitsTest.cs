namespace QaaHybrid.Circuits.Tests.Packing;

public class PackedCircuitsTest
{
    private static readonly SimulatorBackend Simulator = new();

    [Test]
    public async Task Every_marginal_is_the_circuit_alone()
    {
        BackendRun[] runs =
        [
            Run(Tapes.Random(1, 3, 25), 1), Run(Tapes.Ring(4, 2), 2), Run(Tapes.Ring(4, 2), 3), Run(Tapes.Square(2, 1), 4), Run(Tapes.Random(5, 1, 6), 5),
            Run(new Circuit("by way of a clean qubit", 2, 1, 1, [new(GateKind.RY, 0, new Angle(0, 1, 0)), new(GateKind.CX, 0, 2), new(GateKind.CX, 2, 1), new(GateKind.CX, 0, 2)]), 6),
        ];
        var packed = PackedCircuits.Pack(runs, 12);
        var split = packed.Split(await Simulator.RunAsync([.. packed.Jobs.Select(job => job.Run)]));
        var alone = await Simulator.RunAsync(runs);

        Assert.That(packed.Jobs.Select(job => job.Run.Circuit.Width), Is.EqualTo(new[] { 12, 5 }));
        for (var i = 0; i < runs.Length; i++)
            Assert.Multiple(() =>
            {
                Assert.That(split[i].Probabilities, Is.EqualTo(alone[i].Probabilities).Within(1e-12), $"run {i}");
                Assert.That(split[i].Z, Is.EqualTo(alone[i].Z).Within(1e-12), $"run {i}");
                Assert.That((split[i].Qubits, split[i].Counts), Is.EqualTo((runs[i].Circuit.Qubits, (IReadOnlyDictionary<string, long>?)null)));
            });
    }

    [Test]
    public async Task Counts_are_distributed_as_those_of_the_circuits_alone_and_independent_of_each_other()
    {
        const int Shots = 20_000;
        BackendRun[] runs = [.. Enumerable.Range(0, 7).Select(i => Run(i % 2 == 0 ? Tapes.Ring(4, 2) : Tapes.Square(4, 1), i))];
        var exact = await Simulator.RunAsync(runs);
        var packed = PackedCircuits.Pack(runs, 29, Shots);
        var joint = await Simulator.RunAsync([.. packed.Jobs.Select(job => job.Run)], seed: 11);
        var split = packed.Split(joint);

        Assert.That(packed.Jobs, Has.Count.EqualTo(1));
        for (var i = 0; i < runs.Length; i++)
        {
            var chiSquare = ChiSquare(split[i].Counts!, exact[i].Probabilities!, Shots);
            Assert.Multiple(() =>
            {
                Assert.That(split[i].Counts!.Values.Sum(), Is.EqualTo(Shots));
                // 15 degrees of freedom at most: mean 15, standard deviation √30.
                Assert.That(chiSquare, Is.LessThan(15 + 4 * Math.Sqrt(30)), $"run {i}");
                Assert.That(split[i].ZError, Is.EqualTo(split[i].Z.Select(z => Math.Sqrt((1 - z * z) / Shots))).Within(1e-15));
            });
        }
        // ⟨Z_a Z_b⟩ = ⟨Z_a⟩⟨Z_b⟩ for qubits of different runs.
        for (var a = 0; a < 28; a++)
            for (var b = a / 4 * 4 + 4; b < 28; b++)
                Assert.That(ZString.Of(joint[0], a, b).Value, Is.EqualTo(exact[a / 4].Z[a % 4] * exact[b / 4].Z[b % 4]).Within(4.5 / Math.Sqrt(Shots)), $"qubits {a} and {b}");
    }

    [Test]
    public async Task Seven_circuits_of_eight_qubits_fit_on_fifty_six()
    {
        BackendRun[] runs = [.. Enumerable.Range(0, 14).Select(i => Run(Tapes.Ring(8, 2), i))];
        var packed = PackedCircuits.Pack(runs, 56, 1000);
        var split = packed.Split(await Simulator.RunAsync([.. packed.Jobs.Select(job => job.Run)], seed: 5));
        var exact = await Simulator.RunAsync(runs);

        Assert.That(packed.Jobs.Select(job => job.Run.Circuit.Qubits), Is.EqualTo(new[] { 56, 56 }));
        for (var i = 0; i < runs.Length; i++)
            for (var q = 0; q < 8; q++)
                Assert.That(split[i].Z[q], Is.EqualTo(exact[i].Z[q]).Within(4.5 * Math.Sqrt((1 - exact[i].Z[q] * exact[i].Z[q]) / 1000)), $"run {i}, qubit {q}");
    }

    [Test]
    public void Runs_of_like_shots_go_together_and_each_goes_somewhere()
    {
        (int Qubits, int Shots)[] asked = [(2, 100), (3, 1000), (3, 900), (2, 40), (4, 1000), (1, 500), (2, 60), (3, 1000)];
        var packed = PackedCircuits.Pack([.. asked.Select((run, i) => Run(Tapes.Ring(run.Qubits, 1), i) with { Shots = run.Shots })], 7);

        Assert.Multiple(() =>
        {
            // By shots, then width; 40 is less than half of 100, so it does not join, although there is room.
            Assert.That(packed.Jobs.Select(job => string.Join(' ', job.Slots.Select(slot => slot.Run))), Is.EqualTo(new[] { "4 1", "7 2 5", "0 6", "3" }));
            Assert.That(packed.Jobs.Select(job => job.Run.Shots), Is.EqualTo(new[] { 1000, 1000, 100, 40 }));
            Assert.That(packed.Jobs.SelectMany(job => job.Slots).Select(slot => slot.Run).Order(), Is.EqualTo(Enumerable.Range(0, asked.Length)));
            Assert.That(packed.Jobs.SelectMany(job => job.Slots).All(slot => (slot.Qubits, slot.Shots) == asked[slot.Run]));
        });
    }

    [TestCase(1.0, new[] { 1000, 900, 500, 100, 60, 40 })]
    [TestCase(0.0, new[] { 1000 })]
    public void The_share_says_how_unlike_they_may_be(double share, int[] jobs)
    {
        int[] shots = [100, 1000, 900, 40, 1000, 500, 60];
        var packed = PackedCircuits.Pack([.. shots.Select((count, i) => Run(Tapes.Ring(2, 1), i) with { Shots = count })], 20, leastShotShare: share);

        Assert.That(packed.Jobs.Select(job => job.Run.Shots), Is.EqualTo(jobs));
    }

    [Test]
    public async Task A_run_gets_as_many_shots_as_it_asked_for_and_they_are_fair()
    {
        const int Seeds = 400;
        BackendRun[] runs = [Run(Tapes.Ring(3, 1), 1) with { Shots = 100 }, Run(Tapes.Ring(3, 1), 2) with { Shots = 60 }];
        var exact = (await Simulator.RunAsync([runs[1] with { Shots = null }]))[0];
        var packed = PackedCircuits.Pack(runs, 6);
        var deviations = new List<double>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var own = packed.Split(await Simulator.RunAsync([packed.Jobs[0].Run], seed: seed), ~seed)[1];
            Assert.That(own.Counts!.Values.Sum(), Is.EqualTo(60));
            deviations.AddRange(own.Z.Select((z, q) => (z - exact.Z[q]) / Math.Sqrt((1 - exact.Z[q] * exact.Z[q]) / 60)));
        }

        Assert.Multiple(() =>
        {
            Assert.That(packed.Jobs, Has.Count.EqualTo(1));
            Assert.That(deviations.Average(), Is.Zero.Within(4 / Math.Sqrt(deviations.Count)));
            Assert.That(deviations.Average(x => x * x), Is.EqualTo(1).Within(4 * Math.Sqrt(2.0 / deviations.Count)));
        });
    }

    [Test]
    public void Shots_that_a_device_lost_are_missing_in_every_run_that_wanted_them()
    {
        var packed = PackedCircuits.Pack([Run(Tapes.Ring(2, 1), 1) with { Shots = 100 }, Run(Tapes.Ring(2, 1), 2) with { Shots = 95 }, Run(Tapes.Ring(2, 1), 3) with { Shots = 60 }], 6);
        var split = packed.Split([Measurement.OfCounts(6, new Dictionary<string, long> { ["000101"] = 40, ["110011"] = 50 })]);

        Assert.Multiple(() =>
        {
            Assert.That(split.Select(result => result.Counts!.Values.Sum()), Is.EqualTo(new[] { 90, 90, 60 }));
            Assert.That(split[1].Counts, Is.EqualTo(new Dictionary<string, long> { ["00"] = 50, ["01"] = 40 }));
        });
    }

    [Test]
    public void A_run_alone_stays_as_it_was()
    {
        var run = Run(Tapes.Ring(5, 1), 3);
        var packed = PackedCircuits.Pack([run], 8, 50);
        var result = new BackendResult(5, new double[5]);

        Assert.Multiple(() =>
        {
            Assert.That(packed.Jobs[0].Run, Is.EqualTo(run with { Shots = 50 }));
            Assert.That(packed.Split([result])[0], Is.SameAs(result));
        });
    }

    [Test]
    public void What_does_not_fit_is_refused()
    {
        var run = Run(Tapes.Ring(3, 1), 1);
        var packed = PackedCircuits.Pack([run, run], 6, 10);

        Assert.Multiple(() =>
        {
            Assert.That(() => PackedCircuits.Pack([run], 2, 10), Throws.TypeOf<NotSupportedException>().With.Message.Contains("needs 3 qubits, there are 2"));
            Assert.That(() => PackedCircuits.Pack([run with { Input = [1, 2] }], 6, 10), Throws.TypeOf<NotSupportedException>().With.Message.Contains("AmplitudeEmbedding"));
            Assert.That(() => PackedCircuits.Pack([run with { Theta = [] }], 6, 10), Throws.ArgumentException.With.Message.Contains("3 parameters, 0 values"));
            Assert.That(() => PackedCircuits.Pack([run], 6, 10, 1.5), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => packed.Split([]), Throws.ArgumentException.With.Message.Contains("1 packed circuits, 0 results"));
            Assert.That(() => packed.Split([new BackendResult(5, new double[5])]), Throws.ArgumentException.With.Message.Contains("6 qubits, the result has 5"));
        });
    }

    private static BackendRun Run(Circuit circuit, int seed) => new(circuit, Tapes.Angles(seed, circuit.Parameters));

    private static double ChiSquare(IReadOnlyDictionary<string, long> counts, IReadOnlyList<double> probabilities, int shots) =>
        probabilities.Select((p, l) => (Expected: p * shots, Found: counts.GetValueOrDefault(Measurement.BitString(l, 4)))).Where(cell => cell.Expected > 1)
            .Sum(cell => (cell.Found - cell.Expected) * (cell.Found - cell.Expected) / cell.Expected);
}
