namespace QaaHybrid.Circuits.Tests;

public class NoisyBackendTest
{
    [Test]
    public async Task A_decaying_qubit_decays_exponentially()
    {
        // |1⟩, then k gates of no effect with decay γ each: P(1) = (1-γ)^k.
        const double Gamma = 0.07;
        var noise = new NoiseModel("decay", [new NoiseRule([NoiseChannel.AmplitudeDamping(Gamma)], [GateKind.RZ])]);
        foreach (var k in new[] { 0, 1, 5, 20 })
        {
            var circuit = new Circuit("wait", 1, 0, 0, [new Gate(GateKind.X, 0), .. Enumerable.Repeat(new Gate(GateKind.RZ, 0, Angle.Constant(0.3)), k)]);
            var expected = Math.Pow(1 - Gamma, k);
            var exact = (await new NoisyBackend(noise).RunAsync([new BackendRun(circuit, [])]))[0];
            var mean = (await new NoisyBackend(noise, NoisyMethod.Trajectories, 4000).RunAsync([new BackendRun(circuit, [])], seed: 5))[0];
            Assert.Multiple(() =>
            {
                Assert.That(exact.Probabilities![1], Is.EqualTo(expected).Within(1e-14), $"{k} gates");
                Assert.That(mean.Z[0], Is.EqualTo(1 - 2 * expected).Within(4 * mean.ZError![0] + 1e-12), $"{k} gates");
                Assert.That(mean.ZError![0], Is.EqualTo(2 * Math.Sqrt(expected * (1 - expected) / 4000)).Within(10).Percent.Or.EqualTo(0).Within(1e-9));
            });
        }
    }

    [Test]
    public async Task A_depolarised_Bell_pair_keeps_what_the_formula_says()
    {
        // After a channel (1-λ)ρ + λ 1/4, λ = 16p/15: P(00) = P(11) = (1-λ)/2 + λ/4, ⟨ZZ⟩ = 1-λ.
        const double P = 0.09;
        const double Lambda = 16 * P / 15;
        var noise = new NoiseModel("pair", [new NoiseRule([NoiseChannel.TwoQubitDepolarizing(P)], [GateKind.CX])]);
        var bell = new Circuit("bell", 2, 0, 0, [new Gate(GateKind.H, 0), new Gate(GateKind.CX, 0, 1)]);
        var exact = (await new NoisyBackend(noise).RunAsync([new BackendRun(bell, [])]))[0];
        var sampled = (await new NoisyBackend(noise, NoisyMethod.Trajectories).RunAsync([new BackendRun(bell, [])], 20_000, 3))[0];

        Assert.Multiple(() =>
        {
            Assert.That(exact.Probabilities, Is.EqualTo(new[] { 0.5 - Lambda / 4, Lambda / 4, Lambda / 4, 0.5 - Lambda / 4 }).Within(1e-15));
            Assert.That(ZString.Of(exact, 0, 1).Value, Is.EqualTo(1 - Lambda).Within(1e-14));
            var correlator = ZString.Of(sampled, 0, 1);
            Assert.That(correlator.Value, Is.EqualTo(1 - Lambda).Within(4 * correlator.StandardError));
        });
    }

    [Test]
    public async Task Wrong_reading_mixes_the_bits_of_each_qubit()
    {
        var noise = new NoiseModel("read-out", [], readOut: [new ReadOutRule(new ReadOutError(0.1, 0.3), [1]), new ReadOutRule(new ReadOutError(0.02, 0.04))]);
        var circuit = new Circuit("x", 2, 0, 0, [new Gate(GateKind.X, 1)]);
        foreach (var method in new[] { NoisyMethod.DensityMatrix, NoisyMethod.Trajectories })
        {
            var backend = new NoisyBackend(noise, method, 10);
            var exact = (await backend.RunAsync([new BackendRun(circuit, [])]))[0];
            var sampled = (await backend.RunAsync([new BackendRun(circuit, [])], 10_000, 1))[0];
            double[] expected = [0.98 * 0.3, 0.98 * 0.7, 0.02 * 0.3, 0.02 * 0.7];
            Assert.Multiple(() =>
            {
                Assert.That(exact.Z, Is.EqualTo(new[] { 0.96, -0.4 }).Within(1e-14), method.ToString());
                if (method == NoisyMethod.DensityMatrix)
                    Assert.That(exact.Probabilities, Is.EqualTo(expected).Within(1e-15));
                for (var l = 0; l < 4; l++)
                    Assert.That(sampled.Counts!.GetValueOrDefault(Measurement.BitString(l, 2)) / 1e4, Is.EqualTo(expected[l]).Within(4 * Math.Sqrt(expected[l] / 1e4)));
            });
        }
    }

    [Test]
    public async Task Both_methods_agree_on_inputs_and_auxiliary_qubits()
    {
        var circuit = Tapes.Random(11, 4, 30, auxiliary: 1);
        var run = new BackendRun(circuit, Tapes.Angles(11, circuit.Parameters), Tapes.Normal(11, 13));
        var exact = (await new NoisyBackend(NoiseModels.Everything).RunAsync([run]))[0];
        var sampled = (await new NoisyBackend(NoiseModels.Everything, NoisyMethod.Trajectories).RunAsync([run], 20_000, 2))[0];
        for (var q = 0; q < 4; q++)
            Assert.That(sampled.Z[q], Is.EqualTo(exact.Z[q]).Within(4 * sampled.ZError![q]), $"qubit {q}");
    }

    [Test]
    public void It_says_which_way_a_circuit_goes()
    {
        var backend = new NoisyBackend(NoiseModel.None);
        var (small, wide) = (Tapes.Ring(10, 1), Tapes.Ring(11, 1));
        var huge = new Circuit("huge", 30, 0, 0, []);

        Assert.Multiple(() =>
        {
            Assert.That(backend.MethodFor(small, null), Is.EqualTo(NoisyMethod.DensityMatrix));
            Assert.That(backend.MethodFor(small, 1024), Is.EqualTo(NoisyMethod.Trajectories));
            Assert.That(backend.MethodFor(small, 1025), Is.EqualTo(NoisyMethod.DensityMatrix));
            Assert.That(backend.MethodFor(wide, null), Is.EqualTo(NoisyMethod.Trajectories));
            Assert.That(() => backend.MethodFor(huge, 1), Throws.TypeOf<NotSupportedException>().With.Message.Contains("30 qubits"));
            Assert.That(() => new NoisyBackend(NoiseModel.None, NoisyMethod.DensityMatrix).MethodFor(wide, null), Throws.TypeOf<NotSupportedException>());
        });
    }

    [Test]
    public async Task Shots_of_a_run_and_seeds_are_honoured()
    {
        var backend = new NoisyBackend(NoiseModel.Depolarizing(0.1, 0.1));
        var run = new BackendRun(Tapes.Ring(3, 2), [1, 2, 3, 4, 5, 6]);
        var first = await backend.RunAsync([run with { Shots = 5 }, run, run with { Shots = 500 }], 6, seed: 9);
        var again = await backend.RunAsync([run with { Shots = 5 }, run, run with { Shots = 500 }], 6, seed: 9);

        Assert.Multiple(() =>
        {
            Assert.That(first.Select(result => result.Counts!.Values.Sum()), Is.EqualTo(new[] { 5, 6, 500 }));
            for (var i = 0; i < 3; i++)
                Assert.That(again[i].Counts, Is.EqualTo(first[i].Counts));
            Assert.That(() => backend.RunAsync([run], 0), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => backend.RunAsync([run with { Theta = [] }]), Throws.ArgumentException.With.Message.Contains("6 parameters, 0 values"));
        });
    }
}
