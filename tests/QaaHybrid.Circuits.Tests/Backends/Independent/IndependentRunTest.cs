namespace QaaHybrid.Circuits.Tests.Backends.Independent;

public class IndependentRunTest
{
    // Two circuits of four qubits, woven into each other, an auxiliary qubit of the second, one more that nothing touches.
    private static readonly int[][] Places = [[0, 3, 4, 8], [1, 2, 6, 7, 9]];

    [Test]
    public void Parts_are_what_gates_tie_together()
    {
        var circuit = Woven();
        var parts = IndependentPart.Of(circuit);

        Assert.Multiple(() =>
        {
            Assert.That(parts.Select(part => part.Qubits), Is.EqualTo(new int[][] { [0, 3, 4, 8], [1, 2, 6, 7, 9], [5] }));
            Assert.That(parts.Select(part => (part.Circuit.Qubits, part.Circuit.AuxiliaryQubits)), Is.EqualTo(new[] { (4, 0), (4, 1), (1, 0) }));
            Assert.That(parts.Sum(part => part.Circuit.Gates.Count), Is.EqualTo(circuit.Gates.Count));
            Assert.That(IndependentPart.Of(Tapes.Ring(5, 1))[0].Circuit.Gates, Has.Count.EqualTo(10));
            Assert.That(IndependentPart.Of(new Circuit("apart", 2, 1, 0, [new(GateKind.X, 2), new(GateKind.X, 2)])).Select(part => part.Qubits), Is.EqualTo(new int[][] { [0, 2], [1] }));
        });
    }

    [Test]
    public async Task Parts_give_what_the_whole_gives_without_and_with_noise()
    {
        // The whole fits a density matrix here, noise has rules for single qubits, and the parts are run by hand.
        var circuit = Woven();
        var run = new BackendRun(circuit, Tapes.Angles(4, circuit.Parameters));
        NoiseModel[] models = [NoiseModel.None, OnQubits()];
        foreach (var noise in models)
        {
            var whole = (await new NoisyBackend(noise).RunAsync([run]))[0];
            var parts = IndependentRun.Try(run, null, 0, (part, own, _) => new NoisyBackend(noise.OnQubits(part.Qubits)).RunAsync([own]).GetAwaiter().GetResult()[0])!;
            Assert.Multiple(() =>
            {
                Assert.That(parts.Z, Is.EqualTo(whole.Z).Within(1e-12), noise.Name);
                Assert.That((parts.Probabilities, parts.ZError), Is.EqualTo(((IReadOnlyList<double>?)null, (IReadOnlyList<double>?)null)));
            });
        }
    }

    [Test]
    public async Task Joined_counts_follow_the_joint_distribution()
    {
        const int Shots = 50_000;
        var circuit = Woven();
        var run = new BackendRun(circuit, Tapes.Angles(4, circuit.Parameters));
        var exact = (await new SimulatorBackend().RunAsync([run]))[0].Probabilities!;
        var simulator = new SimulatorBackend();
        var joined = IndependentRun.Try(run, Shots, 3, (_, own, seed) => simulator.RunAsync([own], Shots, seed).GetAwaiter().GetResult()[0])!;
        var cells = exact.Select((p, l) => (Expected: p * Shots, Found: joined.Counts!.GetValueOrDefault(Measurement.BitString(l, 9)))).ToArray();
        var freedom = cells.Count(cell => cell.Expected > 5);

        Assert.Multiple(() =>
        {
            Assert.That(joined.Counts!.Values.Sum(), Is.EqualTo(Shots));
            Assert.That(cells.Where(cell => cell.Expected < 1e-9).Sum(cell => cell.Found), Is.Zero);
            Assert.That(
                cells.Where(cell => cell.Expected > 5).Sum(cell => (cell.Found - cell.Expected) * (cell.Found - cell.Expected) / cell.Expected),
                Is.EqualTo(freedom).Within(4 * Math.Sqrt(2.0 * freedom)));
        });
    }

    [Test]
    public async Task Wide_circuits_of_several_parts_are_run_whatever_their_width()
    {
        var parts = Enumerable.Range(0, 10).Select(i => Tapes.Ring(6, 1).Bind(Tapes.Angles(i, 6))).ToArray();
        var whole = Circuit.SideBySide(parts);
        var run = new BackendRun(whole, []);
        double[] expected = [.. (await new SimulatorBackend().RunAsync([.. parts.Select(part => new BackendRun(part, []))])).SelectMany(result => result.Z)];
        var exact = (await new SimulatorBackend().RunAsync([run]))[0];
        var noiseless = (await new NoisyBackend(NoiseModel.None).RunAsync([run]))[0];
        var (sampled, again) = ((await new SimulatorBackend().RunAsync([run], 2000, 5))[0], (await new SimulatorBackend(2).RunAsync([run], 2000, 5))[0]);

        Assert.Multiple(() =>
        {
            Assert.That(exact.Z, Is.EqualTo(expected).Within(1e-12));
            Assert.That(exact.Probabilities, Is.Null);
            Assert.That(noiseless.Z, Is.EqualTo(expected).Within(1e-12));
            for (var q = 0; q < 60; q++)
                Assert.That(sampled.Z[q], Is.EqualTo(expected[q]).Within(4.5 * Math.Sqrt((1 - expected[q] * expected[q]) / 2000) + 1e-12), $"qubit {q}");
            Assert.That(again.Counts, Is.EqualTo(sampled.Counts));
            Assert.That(() => new SimulatorBackend().RunAsync([new BackendRun(Tapes.Ring(30, 1), new double[30])], 10), Throws.TypeOf<NotSupportedException>().With.Message.Contains("30 qubits"));
        });
    }

    [Test]
    public async Task A_part_that_leaves_its_auxiliary_qubit_dirty_is_refused()
    {
        var dirty = Circuit.SideBySide([Tapes.Ring(17, 1).Bind(new double[17]), new Circuit("dirty", 1, 1, 0, [new(GateKind.H, 1), new(GateKind.CZ, 0, 1)])]);
        await Assert.ThatAsync(() => new SimulatorBackend().RunAsync([new BackendRun(dirty, [])], 10), Throws.InvalidOperationException.With.Message.Contains("must be clean"));
    }

    [Test]
    public void Amplitudes_may_tie_qubits_together() =>
        Assert.That(IndependentRun.Try(new BackendRun(new Circuit("nothing", 2, 0, 0, []), [], [1, 0, 0, 1]), 10, 0, (_, _, _) => throw new InvalidOperationException()), Is.Null);

    private static Circuit Woven()
    {
        Circuit[] circuits = [Tapes.Square(4, 1), new("clean", 4, 1, 4,
        [
            .. Enumerable.Range(0, 4).Select(q => new Gate(GateKind.RY, q, new Angle(q, 1, 0.2))),
            new(GateKind.CCX, 0, 1, 4), new(GateKind.CX, 4, 2), new(GateKind.CCX, 0, 1, 4), new(GateKind.RXX, 2, 3, -1, new Angle(1, 1, 0)),
        ])];
        var gates = new List<Gate>();
        for (var i = 0; i < Math.Max(circuits[0].Gates.Count, circuits[1].Gates.Count); i++)
            for (var c = 0; c < 2; c++)
                if (i < circuits[c].Gates.Count && circuits[c].Gates[i] is var gate)
                    gates.Add(gate with { Q0 = Places[c][gate.Q0], Q1 = gate.Q1 < 0 ? -1 : Places[c][gate.Q1], Q2 = gate.Q2 < 0 ? -1 : Places[c][gate.Q2] });
        return new Circuit("woven", 9, 1, circuits.Max(circuit => circuit.Parameters), gates);
    }

    // Rules for qubits of one part, of both, and of none.
    private static NoiseModel OnQubits() => new(
        "on qubits",
        [
            new NoiseRule([NoiseChannel.BitPhaseFlip(0.2)], qubits: [1, 3, 5]),
            new NoiseRule([NoiseChannel.TwoQubitDepolarizing(0.1)], [GateKind.CX, GateKind.RXX], [0, 3, 6, 7]),
            new NoiseRule([NoiseChannel.Pauli(0.02, 0.03, 0.05)]),
        ],
        [NoiseChannel.BitFlip(0.03)],
        [new ReadOutRule(new ReadOutError(0.02, 0.07), [2, 8]), new ReadOutRule(new ReadOutError(0.01, 0.05))]);
}
