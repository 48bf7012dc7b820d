using QaaHybrid.AzureEmulator.Tests.Support;
using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator.Tests.Execution;

/// <summary>What programs give, against the simulators of QaaHybrid.Circuits and against probability theory.</summary>
public class ProgramRunnerTest
{
    // Five standard deviations: one in two million.
    private const double Sigmas = 5;

    private readonly ProgramRunner _runner = new(AzureEmulatorOptions.DefaultNoise);

    [TestCase(1)]
    [TestCase(4)]
    [TestCase(7)]
    public async Task Exact_probabilities_are_the_simulators(int qubits)
    {
        var circuit = Programs.Ansatz(qubits);
        var outcome = await _runner.RunAsync(circuit, EmulationKind.Exact, 1000, 0);
        var expected = (await new SimulatorBackend().RunAsync([new BackendRun(circuit, [])]))[0].Probabilities!;

        var joint = PartDistribution.Joint(outcome.Parts!)!.ToDictionary();
        for (var state = 0; state < expected.Count; state++)
            Assert.That(joint.GetValueOrDefault(Measurement.BitString(state, qubits)), Is.EqualTo(expected[state]).Within(1e-12));
    }

    [Test]
    public async Task Qubits_that_are_not_recorded_are_summed_over()
    {
        // Of |000⟩ + |111⟩ with one more H: two of four are recorded, in another order.
        var program = QirReader.Read(Programs.Qir(new Circuit("four", 4, 0, 0, [.. Programs.Ghz(3).Gates, new(GateKind.RY, 3, Angle.Constant(0.8))]))
            .Replace("array_record_output(i64 4", "array_record_output(i64 2", StringComparison.Ordinal)
            .Replace("  call void @__quantum__rt__result_record_output(%Result* inttoptr (i64 0 to", "  ; (", StringComparison.Ordinal)
            .Replace("  call void @__quantum__rt__result_record_output(%Result* inttoptr (i64 1 to", "  ; (", StringComparison.Ordinal));
        var outcome = await _runner.RunAsync(program.ToCircuit("two"), EmulationKind.Exact, 1000, 0);

        var (zero, one) = (Math.Pow(Math.Cos(0.4), 2), Math.Pow(Math.Sin(0.4), 2));
        var joint = PartDistribution.Joint(outcome.Parts!)!.ToDictionary();
        Assert.That(program.OutputResults, Is.EqualTo(new[] { 2, 3 }));
        Assert.That(new[] { joint["00"], joint["01"], joint["10"], joint["11"] }, Is.EqualTo(new[] { zero / 2, one / 2, zero / 2, one / 2 }).Within(1e-12));
    }

    [Test]
    public async Task Fourteen_circuits_side_by_side_are_no_more_than_each_alone()
    {
        var one = Programs.Ansatz(4);
        var packed = new Circuit(
            "packed", 56, 0, 0,
            [.. Enumerable.Range(0, 14).SelectMany(k => one.Gates.Select(gate => gate with { Q0 = gate.Q0 + 4 * k, Q1 = gate.Q1 < 0 ? -1 : gate.Q1 + 4 * k }))]);
        var alone = (await new SimulatorBackend().RunAsync([new BackendRun(one, [])]))[0].Probabilities!;

        var exact = await _runner.RunAsync(packed, EmulationKind.Exact, 4000, 0);
        var sampled = await _runner.RunAsync(packed, EmulationKind.Sampled, 4000, 3);

        Assert.That(exact.Parts, Has.Count.EqualTo(14));
        foreach (var part in exact.Parts!)
            Assert.That(part.Probabilities, Is.EqualTo(alone).Within(1e-12));
        for (var k = 0; k < 14; k++)
        {
            // Dealt, not drawn: within one shot of the exact share.
            Frequencies(exact, 4 * k, 4, alone, p => 1.0 / 4000);
            Frequencies(sampled, 4 * k, 4, alone, p => Sigmas * Math.Sqrt(p * (1 - p) / 4000));
        }
    }

    [Test]
    public async Task Parts_are_drawn_independently()
    {
        var coins = new Circuit("coins", 2, 0, 0, [new(GateKind.H, 0), new(GateKind.H, 1)]);
        var outcome = await _runner.RunAsync(coins, EmulationKind.Sampled, 10_000, 1);

        foreach (var bits in new[] { "00", "01", "10", "11" })
            Assert.That(outcome.Shots.Count(shot => shot == bits) / 10_000.0, Is.EqualTo(0.25).Within(Sigmas * Math.Sqrt(0.1875 / 10_000)));
    }

    [Test]
    public async Task Shots_are_in_no_order_and_equal_seeds_draw_equal_ones()
    {
        var circuit = Programs.Ghz(3);
        var first = await _runner.RunAsync(circuit, EmulationKind.Sampled, 200, 5);
        var again = await _runner.RunAsync(circuit, EmulationKind.Sampled, 200, 5);
        var other = await _runner.RunAsync(circuit, EmulationKind.Sampled, 200, 6);

        Assert.Multiple(() =>
        {
            Assert.That(again.Shots, Is.EqualTo(first.Shots));
            Assert.That(other.Shots, Is.Not.EqualTo(first.Shots));
            // 99.5 changes are expected of 200 fair coins in a row.
            Assert.That(first.Shots.Zip(first.Shots.Skip(1)).Count(pair => pair.First != pair.Second), Is.EqualTo(99.5).Within(Sigmas * Math.Sqrt(199.0 / 4)));
        });
    }

    [Test]
    public async Task Noisy_shots_follow_the_noisy_simulator()
    {
        var circuit = Programs.Ansatz(4);
        const int shots = 20_000;
        var noisy = (await new NoisyBackend(AzureEmulatorOptions.DefaultNoise).RunAsync([new BackendRun(circuit, [])]))[0].Probabilities!;
        var clean = (await new SimulatorBackend().RunAsync([new BackendRun(circuit, [])]))[0].Probabilities!;

        var outcome = await _runner.RunAsync(circuit, EmulationKind.Noisy, shots, 0);

        Frequencies(outcome, 0, 4, noisy, p => Sigmas * Math.Sqrt(p * (1 - p) / shots));
        Assert.That(noisy.Zip(clean, (a, b) => Math.Abs(a - b)).Max(), Is.GreaterThan(0.01), "the noise is too small to be told from none");
    }

    [Test]
    public async Task Noise_of_single_qubits_stays_with_them_in_the_parts()
    {
        // Qubits 2 and 3 are a part of their own, where they are numbers 0 and 1.
        var noise = new NoiseModel(
            "one qubit", [new NoiseRule([NoiseChannel.BitFlip(1)], [GateKind.X], [2])], readOut: [new ReadOutRule(new ReadOutError(1, 1), [3])]);
        var circuit = new Circuit("parts", 4, 0, 0, [new(GateKind.X, 0), new(GateKind.CX, 0, 1), new(GateKind.X, 2), new(GateKind.X, 3), new(GateKind.CZ, 2, 3)]);

        var outcome = await new ProgramRunner(noise).RunAsync(circuit, EmulationKind.Noisy, 10, 0);

        Assert.That(outcome.Shots, Is.All.EqualTo("1100"));
    }

    [Test]
    public async Task A_syntax_checker_reads_zeros()
    {
        var outcome = await _runner.RunAsync(Programs.Ansatz(3), EmulationKind.SyntaxCheck, 4, 0);

        Assert.That(outcome.Shots, Is.EqualTo(new[] { "000", "000", "000", "000" }));
    }

    [Test]
    public void More_connected_qubits_than_the_simulators_hold_are_refused() => Assert.That(
        async () => await _runner.RunAsync(Programs.Ghz(25), EmulationKind.Sampled, 1, 0),
        Throws.TypeOf<JobFailureException>().With.Message.EqualTo("the emulator simulates at most 24 qubits that gates connect, this program connects 25"));

    [TestCase(new[] { 0.5, 0.5 }, 100, new[] { 50, 50 })]
    [TestCase(new[] { 0.49999999999999983, 0.5 }, 100, new[] { 50, 50 })]
    [TestCase(new[] { 0.1, 0.2, 0.7 }, 7, new[] { 1, 1, 5 })]
    [TestCase(new[] { 1 / 3.0, 1 / 3.0, 1 / 3.0 }, 100, new[] { 34, 33, 33 })]
    [TestCase(new[] { 0.999, 0.001 }, 10, new[] { 10, 0 })]
    public void Apportionment_gives_whole_shares_that_sum_to_the_shots(double[] probabilities, int shots, int[] counts)
    {
        var dealt = Apportionment.Deal([.. probabilities.Select((p, i) => ($"{i}", p))], shots).ToArray();

        Assert.That(dealt, Has.Length.EqualTo(shots));
        Assert.That(probabilities.Select((_, i) => dealt.Count(bits => bits == $"{i}")), Is.EqualTo(counts));
    }

    private static void Frequencies(ProgramOutcome outcome, int start, int qubits, IReadOnlyList<double> expected, Func<double, double> within)
    {
        var counts = outcome.Shots.CountBy(shot => shot[start..(start + qubits)]).ToDictionary();
        for (var state = 0; state < expected.Count; state++)
            Assert.That(
                counts.GetValueOrDefault(Measurement.BitString(state, qubits)) / (double)outcome.Shots.Count, Is.EqualTo(expected[state]).Within(within(expected[state])),
                $"state {state} from qubit {start} on");
    }
}
