namespace QaaHybrid.Circuits.Tests.Packing;

public class PackedBackendTest
{
    private static readonly Circuit Flip = new("flip", 1, 0, 1, [new Gate(GateKind.RY, 0, new Angle(0, 1, 0))]);

    [Test]
    public async Task A_gradient_takes_a_seventh_of_the_jobs_and_scatters_as_alone()
    {
        const int Shots = 400;
        var circuit = Tapes.Ring(4, 2);
        double[] theta = Tapes.Angles(3, circuit.Parameters), weights = [0.5, -1, 0.25, 2];
        var exact = AdjointGradient.Of(circuit, theta, weights).Gradient;
        var device = new RecordingBackend(new SimulatorBackend());
        var deviations = new List<double>();
        const int Seeds = 40;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var found = await ParameterShift.OfAsync(new PackedBackend(device, 29), circuit, theta, weights, shots: Shots, seed: seed);
            Assert.That(found.Shots, Is.EqualTo(17 * Shots));
            deviations.AddRange(found.Gradient.Select((slope, i) => (slope - exact[i]) / found.Error![i]));
        }

        Assert.Multiple(() =>
        {
            // 1 + 2·8 circuits of four qubits, seven on 29.
            Assert.That(device.Runs, Has.Count.EqualTo(3 * Seeds));
            Assert.That(deviations.Max(Math.Abs), Is.LessThan(4.5));
            Assert.That(deviations.Average(), Is.Zero.Within(4 / Math.Sqrt(deviations.Count)));
            Assert.That(deviations.Average(x => x * x), Is.EqualTo(1).Within(4 * Math.Sqrt(2.0 / deviations.Count)));
        });
    }

    [Test]
    public async Task Results_keep_their_order_and_exact_values_are_not_packed()
    {
        BackendRun Run(int qubits, int seed) => new(Tapes.Ring(qubits, 1), Tapes.Angles(seed, qubits));
        var device = new RecordingBackend(new SimulatorBackend());
        BackendRun[] runs = [Run(2, 1) with { Shots = 50 }, Run(3, 2), Run(4, 3) with { Shots = 100 }, Run(2, 4)];
        var results = await new PackedBackend(device, 10).RunAsync(runs);
        var exact = await new SimulatorBackend().RunAsync(runs);

        Assert.Multiple(() =>
        {
            Assert.That(results.Select(result => result.Qubits), Is.EqualTo(new[] { 2, 3, 4, 2 }));
            Assert.That(results.Select(result => result.Counts?.Values.Sum()), Is.EqualTo(new long?[] { 50, null, 100, null }));
            Assert.That(results[1].Probabilities, Is.EqualTo(exact[1].Probabilities));
            Assert.That(results[3].Amplitudes, Is.EqualTo(exact[3].Amplitudes));
            Assert.That(device.Runs.Select(run => run.Circuit.Qubits), Is.EqualTo(new[] { 6, 3, 2 }));
        });
    }

    [Test]
    public async Task Exact_values_are_packed_where_that_is_asked_for()
    {
        BackendRun[] runs = [.. Enumerable.Range(0, 5).Select(i => new BackendRun(Tapes.Ring(2 + i % 2, 1), Tapes.Angles(i, 2 + i % 2)))];
        var device = new RecordingBackend(new SimulatorBackend());
        var results = await new PackedBackend(device, 12, new PackingOptions { PacksExactValues = true, Flips = Flip }).RunAsync(runs);
        var exact = await new SimulatorBackend().RunAsync(runs);
        Assert.That(device.Runs.Select(run => run.Circuit.Qubits), Is.EqualTo(new[] { 12 }));
        for (var i = 0; i < runs.Length; i++)
        {
            Assert.That(results[i].Probabilities, Is.EqualTo(exact[i].Probabilities).Within(1e-14));
            Assert.That(results[i].Z, Is.EqualTo(exact[i].Z).Within(1e-14));
        }
    }

    [Test]
    public async Task What_reaches_the_backend_is_counted_and_can_be_asked_for_alone()
    {
        BackendRun[] runs = [.. Enumerable.Range(0, 7).Select(i => new BackendRun(Tapes.Ring(3, 1), Tapes.Angles(i, 3), Shots: 20))];
        var packed = new PackedBackend(new SimulatorBackend(), 9);
        Assert.That(packed.Usage, Is.EqualTo(BackendUsage.None));
        await packed.RunAsync(runs);
        Assert.That(packed.Usage, Is.EqualTo(new BackendUsage(3, 60)));
        Assert.That((await packed.PackAsync(runs)).Select(run => (run.Circuit.Qubits, run.Shots)), Is.EqualTo(new (int, int?)[] { (9, 20), (9, 20), (3, 20) }));
        Assert.That(packed.Usage.Circuits, Is.EqualTo(3), "nothing was run for that");

        var metered = new PackedBackend(new Charging(), 9);
        await metered.RunAsync(runs);
        Assert.That(metered.Usage, Is.EqualTo(new BackendUsage(0, 0, 3, 1.5, "USD")), "what the backend itself says");
    }

    [Test]
    public async Task A_seed_settles_everything()
    {
        BackendRun[] runs = [.. Enumerable.Range(0, 9).Select(i => new BackendRun(Tapes.Ring(3, 1), Tapes.Angles(i, 3), Shots: 60 + 10 * i))];
        var backend = new PackedBackend(new SimulatorBackend(), 20, new PackingOptions { Flips = Flip });
        var (first, again, other) = (await backend.RunAsync(runs, seed: 7), await backend.RunAsync(runs, seed: 7), await backend.RunAsync(runs, seed: 8));

        Assert.That(again.Select(result => result.Counts), Is.EqualTo(first.Select(result => result.Counts)));
        Assert.That(other.Select(result => result.Counts), Is.Not.EqualTo(first.Select(result => result.Counts)));
    }

    [Test]
    public async Task Reading_is_calibrated_in_the_same_job_and_values_are_unbiased()
    {
        var noise = new NoiseModel("read-out", [], readOut: [new ReadOutRule(new ReadOutError(0.03, 0.08))]);
        var device = new RecordingBackend(new NoisyBackend(noise));
        var backend = new PackedBackend(device, 20, new PackingOptions { Flips = Flip, CalibrationQubits = 4 });
        BackendRun[] runs = [.. Enumerable.Range(0, 4).Select(i => new BackendRun(Tapes.Ring(4, 1), Tapes.Angles(i, 4)))];
        var exact = await new SimulatorBackend().RunAsync(runs);
        var (corrected, raw) = (new List<double>(), new List<double>());
        const int Seeds = 60;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var found = await backend.RunAsync(runs, 500, seed);
            for (var i = 0; i < runs.Length; i++)
                for (var q = 0; q < 4; q++)
                {
                    corrected.Add((found[i].Z[q] - exact[i].Z[q]) / found[i].ZError![q]);
                    raw.Add(ZString.Of(found[i].Counts!, q).Value - exact[i].Z[q]);
                }
        }

        Assert.Multiple(() =>
        {
            Assert.That(device.Runs, Has.Count.EqualTo(Seeds), "16 qubits of circuits and 4 of calibration are one job");
            Assert.That(device.Runs, Has.All.Matches<BackendRun>(run => run.Circuit.Qubits == 20));
            Assert.That(raw.Average(Math.Abs), Is.GreaterThan(0.03), "uncorrected values are off");
            // All values of a call share its calibration: fewer independent ones than there are numbers.
            Assert.That(corrected.Average(), Is.Zero.Within(4 / Math.Sqrt(4 * Seeds)));
            Assert.That(corrected.Average(x => x * x), Is.EqualTo(1).Within(0.25));
        });
    }

    [Test]
    public async Task Calibration_of_the_qubits_themselves_goes_around_it()
    {
        // Both preparations of a register side by side in one job.
        var noise = new NoiseModel("read-out", [], readOut: [new ReadOutRule(new ReadOutError(0.03, 0.08))]);
        var device = new RecordingBackend(new NoisyBackend(noise));
        var flips = new Circuit("flips", 3, 0, 3, [.. Enumerable.Range(0, 3).Select(q => new Gate(GateKind.RY, q, new Angle(q, 1, 0)))]);
        var calibration = (TensoredCalibration)await ReadOutCalibration.MeasureAsync(new PackedBackend(device, 6), flips, shots: 4000, seed: 2);

        Assert.Multiple(() =>
        {
            Assert.That(device.Runs, Has.Count.EqualTo(1));
            Assert.That(calibration.P01.Select(rate => rate.Value), Is.All.EqualTo(0.03).Within(4 * Math.Sqrt(0.03 * 0.97 / 4000)));
            Assert.That(calibration.P10.Select(rate => rate.Value), Is.All.EqualTo(0.08).Within(4 * Math.Sqrt(0.08 * 0.92 / 4000)));
        });
    }

    [Test]
    public void What_cannot_be_packed_is_refused()
    {
        var ring = Tapes.Ring(3, 1);
        Assert.Multiple(() =>
        {
            Assert.That(() => new PackedBackend(new QSharpLikeBackend(ring), 9), Throws.TypeOf<NotSupportedException>().With.Message.Contains("pack for another backend"));
            Assert.That(() => new PackedBackend(new SimulatorBackend(), 9, new PackingOptions { Flips = ring }), Throws.ArgumentException.With.Message.Contains("one by one"));
            Assert.That(() => new PackedBackend(new SimulatorBackend(), 9, new PackingOptions { CalibrationQubits = 3 }), Throws.ArgumentException);
            Assert.That(() => new PackedBackend(new SimulatorBackend(), 2).RunAsync([new BackendRun(ring, [1, 2, 3])], 10), Throws.TypeOf<NotSupportedException>());
            Assert.That(new PackedBackend(new SimulatorBackend(), 9).Name, Is.EqualTo("simulator+packed"));
        });
    }

    private sealed class Charging : IMeteredBackend
    {
        private int _jobs;

        public string Name => "charging";

        public BackendUsage Usage => new(0, 0, _jobs, 0.5 * _jobs, "USD");

        public Task<IReadOnlyList<BackendResult>> RunAsync(IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
        {
            _jobs += runs.Count;
            return new SimulatorBackend().RunAsync(runs, shots, seed, cancellationToken);
        }
    }

    private sealed class RecordingBackend(IQuantumBackend inner) : IQuantumBackend
    {
        public string Name => inner.Name;

        public List<BackendRun> Runs { get; } = [];

        public Task<IReadOnlyList<BackendResult>> RunAsync(IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
        {
            Runs.AddRange(runs);
            return inner.RunAsync(runs, shots, seed, cancellationToken);
        }
    }
}
