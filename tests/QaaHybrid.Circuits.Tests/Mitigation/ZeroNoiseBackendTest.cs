namespace QaaHybrid.Circuits.Tests;

public class ZeroNoiseBackendTest
{
    [Test]
    public async Task Exponential_extrapolation_is_exact_under_depolarising_noise()
    {
        // Depolarising after each of g gates on a qubit: ⟨Z⟩ = (1 - 4p/3)^g cos t, exponential in the scale.
        var circuit = new Circuit("turns", 1, 0, 1, [new Gate(GateKind.RY, 0, new Angle(0, 0.25, 0)), new(GateKind.RY, 0, new Angle(0, 0.5, 0)), new(GateKind.RY, 0, new Angle(0, 0.25, 0))]);
        var noisy = new NoisyBackend(NoiseModel.Depolarizing(0.05, 0));
        var backend = new ZeroNoiseBackend(noisy, [1, 2, 3, 5], Extrapolation.Exponential());
        var theta = 0.7;
        var raw = (await noisy.RunAsync([new BackendRun(circuit, [theta])]))[0];
        var result = (await backend.RunAsync([new BackendRun(circuit, [theta])]))[0];

        Assert.Multiple(() =>
        {
            Assert.That(raw.Z[0], Is.EqualTo(Math.Pow(1 - 0.2 / 3, 3) * Math.Cos(theta)).Within(1e-14));
            Assert.That(result.Z[0], Is.EqualTo(Math.Cos(theta)).Within(1e-12));
            Assert.That(result.ZError, Is.Null);
            Assert.That(backend.Name, Is.EqualTo("noisy+zne"));
        });
    }

    [Test]
    public async Task Every_extrapolation_comes_nearer_than_the_noisy_value()
    {
        var circuit = Tapes.Ring(4, 2);
        var run = new BackendRun(circuit, Tapes.Angles(6, circuit.Parameters));
        var noisy = new NoisyBackend(NoiseModel.Depolarizing(0.002, 0.01));
        var exact = (await new SimulatorBackend().RunAsync([run]))[0].Z;
        var raw = (await noisy.RunAsync([run]))[0].Z;
        foreach (var model in new[] { Extrapolation.Linear, Extrapolation.Richardson, Extrapolation.Exponential() })
        {
            var mitigated = (await new ZeroNoiseBackend(noisy, [1, 3, 5], model).RunAsync([run]))[0];
            var (before, after) = (Distance(raw, exact), Distance(mitigated.Z, exact));
            TestContext.Out.WriteLine(FormattableString.Invariant($"{model.GetType().Name}: largest error of <Z> from {before:0.0000} to {after:0.0000}"));
            Assert.That(after, Is.LessThan(0.25 * before), model.GetType().Name);
            if (mitigated.Probabilities is { } probabilities)
                Assert.That(Measurement.Exact([.. probabilities]).Z, Is.EqualTo(mitigated.Z).Within(1e-12));
        }
    }

    private static double Distance(IEnumerable<double> a, IEnumerable<double> b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    [Test]
    public async Task Gradients_go_through_it()
    {
        var circuit = Tapes.Ring(2, 1);
        double[] theta = [0.4, 1.1], weights = [0.5, -1];
        var exact = AdjointGradient.Of(circuit, theta, weights);
        var backend = new ZeroNoiseBackend(new NoisyBackend(NoiseModel.Depolarizing(0.001, 0.002)), [1, 3, 5], Extrapolation.Richardson);
        var found = await ParameterShift.OfAsync(backend, circuit, theta, weights);

        Assert.That(found.Gradient, Is.EqualTo(exact.Gradient).Within(2e-5));
        Assert.That(found.Value, Is.EqualTo(exact.Value).Within(2e-5));
    }

    [Test]
    public async Task Sampled_values_scatter_as_their_errors_say()
    {
        var circuit = Tapes.Ring(2, 1);
        var run = new BackendRun(circuit, [0.4, 1.1]);
        var noisy = new NoisyBackend(NoiseModel.Depolarizing(0.01, 0.02));
        var backend = new ZeroNoiseBackend(noisy, [1, 3], Extrapolation.Linear);
        var exact = (await backend.RunAsync([run]))[0].Z;
        var deviations = new List<double>();
        for (var seed = 0; seed < 100; seed++)
        {
            var result = (await backend.RunAsync([run], 1000, seed))[0];
            deviations.AddRange(result.Z.Select((z, q) => (z - exact[q]) / result.ZError![q]));
        }
        Assert.That(deviations.Max(Math.Abs), Is.LessThan(4));
        Assert.That(deviations.Average(x => x * x), Is.EqualTo(1).Within(4 * Math.Sqrt(2.0 / deviations.Count)));
    }

    [Test]
    public void What_cannot_be_extrapolated_is_refused()
    {
        var circuit = new Circuit("x", 1, 0, 0, [new Gate(GateKind.X, 0)], new CircuitOrigin(null, [new CircuitStage("X", false, 0, 0, null)]));

        Assert.Multiple(() =>
        {
            Assert.That(() => new ZeroNoiseBackend(new SimulatorBackend(), [0.5, 1]), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new ZeroNoiseBackend(new SimulatorBackend(), [3]), Throws.ArgumentException.With.Message.Contains("2 different"));
            Assert.That(() => new ZeroNoiseBackend(new SimulatorBackend(), [1, 1.1]).RunAsync([new BackendRun(circuit, [])]),
                Throws.ArgumentException.With.Message.Contains("a short circuit folds to few"));
            Assert.That(() => new ZeroNoiseBackend(new OnlyQSharp(), [1, 1.5]).RunAsync([new BackendRun(Long(circuit), [])]),
                Throws.TypeOf<NotSupportedException>().With.Message.Contains("odd whole numbers"));
        });

        static Circuit Long(Circuit circuit) => new("long", 1, 0, 0, [.. Enumerable.Repeat(circuit.Gates[0], 8)], circuit.Origin);
    }

    private sealed class OnlyQSharp : IQuantumBackend
    {
        public string Name => "only Q#";

        public bool RunsAnyTape => false;

        public Task<IReadOnlyList<BackendResult>> RunAsync(
            IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
