namespace QaaHybrid.Circuits.Tests;

public class ReadOutCalibrationTest
{
    private static readonly ReadOutError[] Errors = [new(0.03, 0.08), new(0.01, 0.05), new(0.06, 0.02)];
    private static readonly NoiseModel Noise = new("read-out", [], readOut: Errors.Select((error, q) => new ReadOutRule(error, [q])));
    private static readonly Circuit Flips = new("flips", 3, 0, 3, [.. Enumerable.Range(0, 3).Select(q => new Gate(GateKind.RY, q, new Angle(q, 1, 0)))]);

    [TestCase(CalibrationScheme.Marginal)]
    [TestCase(CalibrationScheme.Independent)]
    [TestCase(CalibrationScheme.Full)]
    public async Task Exact_values_come_back_exactly(CalibrationScheme scheme)
    {
        var noisy = new NoisyBackend(Noise);
        var circuit = Tapes.Square(3, 1);
        var run = new BackendRun(circuit, Tapes.Angles(2, circuit.Parameters));
        var exact = (await new SimulatorBackend().RunAsync([run]))[0];
        var calibration = await ReadOutCalibration.MeasureAsync(noisy, Flips, scheme);
        foreach (var solver in Enum.GetValues<ReadOutSolver>())
        {
            var backend = new ReadOutMitigatedBackend(noisy, calibration, solver);
            var found = (await backend.RunAsync([run]))[0];
            Assert.Multiple(() =>
            {
                Assert.That(backend.Name, Is.EqualTo("noisy+rem"));
                Assert.That(found.Z, Is.EqualTo(exact.Z).Within(1e-13));
                Assert.That(found.Probabilities, Is.EqualTo(exact.Probabilities).Within(1e-13));
                Assert.That(found.ZError, Is.Null);
            });
        }
        if (calibration is TensoredCalibration tensored)
            Assert.That(tensored.P01.Zip(tensored.P10, (p01, p10) => new ReadOutError(Math.Round(p01.Value, 12), Math.Round(p10.Value, 12))), Is.EqualTo(Errors));
    }

    [TestCase(CalibrationScheme.Marginal)]
    [TestCase(CalibrationScheme.Full)]
    public async Task Sampled_values_are_unbiased_and_scatter_as_their_errors_say(CalibrationScheme scheme)
    {
        var noisy = new NoisyBackend(Noise);
        var circuit = Tapes.Square(3, 1);
        var run = new BackendRun(circuit, Tapes.Angles(2, circuit.Parameters));
        var exact = (await new SimulatorBackend().RunAsync([run]))[0];
        var deviations = new List<double>();
        var growth = new List<double>();
        for (var seed = 0; seed < 100; seed++)
        {
            // A calibration of few shots, so that its own uncertainty counts.
            var calibration = await ReadOutCalibration.MeasureAsync(noisy, Flips, scheme, 400, 1000 + seed);
            var raw = (await noisy.RunAsync([run], 1000, seed))[0];
            var found = calibration.Mitigate(raw);
            for (var q = 0; q < 3; q++)
            {
                deviations.Add((found.Z[q] - exact.Z[q]) / found.ZError![q]);
                growth.Add(found.ZError[q] / raw.ZError![q]);
            }
        }
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"{scheme}: largest {deviations.Max(Math.Abs):0.00} standard errors, mean {deviations.Average():0.000}, variance {deviations.Average(x => x * x):0.000}; errors grow {growth.Average():0.000} times"));
        Assert.Multiple(() =>
        {
            Assert.That(deviations.Max(Math.Abs), Is.LessThan(4));
            Assert.That(deviations.Average(), Is.Zero.Within(4 / Math.Sqrt(deviations.Count)));
            Assert.That(deviations.Average(x => x * x), Is.EqualTo(1).Within(4 * Math.Sqrt(2.0 / deviations.Count)));
            Assert.That(growth, Is.All.GreaterThan(1));
        });
    }

    [TestCase(CalibrationScheme.Independent)]
    [TestCase(CalibrationScheme.Full)]
    public async Task Probabilities_scatter_as_their_errors_say(CalibrationScheme scheme)
    {
        const int Times = 300;
        var noisy = new NoisyBackend(Noise);
        var circuit = Tapes.Square(3, 1);
        var run = new BackendRun(circuit, Tapes.Angles(2, circuit.Parameters));
        var exact = (await new SimulatorBackend().RunAsync([run]))[0].Probabilities!;
        var calibration = await ReadOutCalibration.MeasureAsync(noisy, Flips, scheme);
        var pulls = (await noisy.RunAsync([.. Enumerable.Repeat(run, Times)], 1000, seed: 5)).Select(raw => calibration.Mitigate(raw))
            .SelectMany(found => found.Probabilities!.Zip(exact, found.ProbabilityError!).Select(p => (p.First - p.Second) / p.Third)).ToList();
        Assert.That(pulls.Average(pull => pull * pull), Is.EqualTo(1).Within(0.1));
        Assert.That(calibration.Mitigate((await noisy.RunAsync([run]))[0]).ProbabilityError, Is.Null, "exact values have none");
    }

    [TestCase(CalibrationScheme.Marginal)]
    [TestCase(CalibrationScheme.Full)]
    public async Task The_errors_of_probabilities_and_of_their_sums_have_the_calibrations_own_in_them(CalibrationScheme scheme)
    {
        var noisy = new NoisyBackend(Noise);
        var circuit = Tapes.Square(3, 1);
        var run = new BackendRun(circuit, Tapes.Angles(2, circuit.Parameters));
        var exact = (await new SimulatorBackend().RunAsync([run]))[0].Probabilities!;
        double[] weights = [1, -0.5, 2, 0, 0.3, -1, 1.5, -2];
        double Sum(IEnumerable<double> probabilities) => probabilities.Zip(weights, (p, w) => p * w).Sum();
        var (pulls, sums, alone) = (new List<double>(), new List<double>(), new List<double>());
        var known = await ReadOutCalibration.MeasureAsync(noisy, Flips, scheme);
        for (var seed = 0; seed < 300; seed++)
        {
            // Few shots of the calibration, so that its uncertainty is the larger part.
            var calibration = await ReadOutCalibration.MeasureAsync(noisy, Flips, scheme, 100, 7000 + seed);
            var found = calibration.Mitigate((await noisy.RunAsync([run], 4000, seed))[0]);
            pulls.AddRange(found.Probabilities!.Zip(exact, found.ProbabilityError!).Select(p => (p.First - p.Second) / p.Third));
            sums.Add((Sum(found.Probabilities!) - Sum(exact)) / Math.Sqrt(calibration.Variance(found, weights)));
            alone.Add((Sum(found.Probabilities!) - Sum(exact)) / Math.Sqrt(known.Variance(found, weights)));
        }
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"{scheme}: mean square {pulls.Average(x => x * x):0.000} of probabilities, {sums.Average(x => x * x):0.000} of the sum, {alone.Average(x => x * x):0.0} if the calibration were exact"));
        Assert.Multiple(() =>
        {
            Assert.That(pulls.Average(pull => pull * pull), Is.EqualTo(1).Within(0.2));
            Assert.That(sums.Average(pull => pull * pull), Is.EqualTo(1).Within(5 * Math.Sqrt(2.0 / sums.Count)));
            Assert.That(alone.Average(pull => pull * pull), Is.GreaterThan(1.5), "it counts here");
        });
    }

    [Test]
    public void Correlated_errors_need_the_full_matrix()
    {
        // Both bits are misread together with probability 0.1.
        double[][] columns = [[0.9, 0, 0, 0.1], [0, 0.9, 0.1, 0], [0, 0.1, 0.9, 0], [0.1, 0, 0, 0.9]];
        var calibration = new FullCalibration(columns);
        double[] truth = [0.5, 0.1, 0.15, 0.25];
        var read = calibration.Forward(truth);

        Assert.That(read, Is.EqualTo(new[] { 0.475, 0.105, 0.145, 0.275 }).Within(1e-15));
        Assert.That(calibration.Mitigate(Measurement.Exact(read)).Probabilities, Is.EqualTo(truth).Within(1e-15));
    }

    [Test]
    public void Least_squares_finds_the_best_distribution()
    {
        // Few counts: the inverse is negative somewhere. The optimum satisfies the conditions of Karush, Kuhn and Tucker: the gradient
        // Mᵀ(Mx - p) is the same wherever x is above 0, and not less elsewhere.
        var calibration = new TensoredCalibration(Errors);
        for (var seed = 0; seed < 20; seed++)
        {
            var read = Measurement.Sample([0.7, 0, 0, 0, 0, 0, 0, 0.3], 60, seed) is var few
                ? calibration.Forward([.. Enumerable.Range(0, 8).Select(l => few.Counts!.GetValueOrDefault(Measurement.BitString(l, 3)) / 60.0)])
                : [];
            // Whole counts of what was read.
            var counts = Measurement.Sample(read, 40, seed).Counts!;
            var result = calibration.Mitigate(new BackendResult(3, Z(counts), ZError: [0.1, 0.1, 0.1], Counts: counts), ReadOutSolver.LeastSquares);
            double[] x = [.. result.Probabilities!];
            double[] p = [.. Enumerable.Range(0, 8).Select(l => counts.GetValueOrDefault(Measurement.BitString(l, 3)) / 40.0)];
            var gradient = calibration.Transpose([.. calibration.Forward(x).Select((value, l) => value - p[l])]);
            var level = gradient.Where((_, l) => x[l] > 1e-9).Average();
            Assert.Multiple(() =>
            {
                Assert.That(calibration.Inverse(p).Min(), Is.Negative, $"seed {seed}: the inverse is no distribution");
                Assert.That(x, Is.All.GreaterThanOrEqualTo(0));
                Assert.That(x.Sum(), Is.EqualTo(1).Within(1e-12));
                Assert.That(gradient.Where((_, l) => x[l] > 1e-9), Is.All.EqualTo(level).Within(1e-9), $"seed {seed}");
                Assert.That(gradient, Is.All.GreaterThan(level - 1e-9), $"seed {seed}");
                Assert.That(result.Z, Is.EqualTo(Measurement.Exact(x).Z).Within(1e-15));
            });
        }
    }

    [Test]
    public async Task Both_mitigations_together_recover_the_value()
    {
        var noise = new NoiseModel(
            "both", [new NoiseRule([NoiseChannel.Depolarizing(0.004)], [GateKind.RY]), new NoiseRule([NoiseChannel.TwoQubitDepolarizing(0.01)], [GateKind.CX])],
            readOut: Errors.Select((error, q) => new ReadOutRule(error, [q])));
        var circuit = Tapes.Ring(3, 2);
        var run = new BackendRun(circuit, Tapes.Angles(8, circuit.Parameters));
        var noisy = new NoisyBackend(noise);
        // Known errors of reading: what calibration gates would add is left out.
        var backend = new ZeroNoiseBackend(new ReadOutMitigatedBackend(noisy, new TensoredCalibration(Errors)), [1, 3, 5], Extrapolation.Richardson);
        var exact = (await new SimulatorBackend().RunAsync([run]))[0].Z;
        var raw = (await noisy.RunAsync([run]))[0].Z;
        var found = (await backend.RunAsync([run]))[0].Z;

        Assert.That(found, Is.EqualTo(exact).Within(1e-3));
        Assert.That(raw.Zip(exact, (a, b) => Math.Abs(a - b)).Max(), Is.GreaterThan(0.05));
    }

    [Test]
    public void What_says_nothing_is_refused()
    {
        var noisy = new NoisyBackend(Noise);
        var useless = new NoisyBackend(new NoiseModel("coin", [], readOut: [new ReadOutRule(new ReadOutError(0.5, 0.5))]));
        var ring = Tapes.Ring(3, 1);
        var calibration = new TensoredCalibration(Errors);

        Assert.Multiple(() =>
        {
            Assert.That(() => ReadOutCalibration.MeasureAsync(noisy, ring), Throws.ArgumentException.With.Message.Contains("prepares |111⟩ with probability"));
            Assert.That(() => ReadOutCalibration.MeasureAsync(noisy, new Circuit("none", 3, 0, 0, [])), Throws.ArgumentException.With.Message.Contains("0 parameters"));
            Assert.That(() => ReadOutCalibration.MeasureAsync(useless, Flips), Throws.ArgumentException.With.Message.Contains("nothing can be learnt"));
            Assert.That(() => calibration.Mitigate(new BackendResult(2, [0, 0])), Throws.ArgumentException.With.Message.Contains("3 qubits, the result has 2"));
            Assert.That(() => calibration.Mitigate(new BackendResult(3, [0, 0, 0]), ReadOutSolver.LeastSquares), Throws.TypeOf<NotSupportedException>());
            Assert.That(() => new ReadOutMitigatedBackend(noisy, calibration).RunAsync([new BackendRun(Tapes.Ring(2, 1), [1, 2])]), Throws.ArgumentException);
            Assert.That(() => new FullCalibration([[0.5, 0.5], [0.5, 0.5]]), Throws.ArgumentException.With.Message.Contains("no inverse"));
        });
    }

    private static double[] Z(IReadOnlyDictionary<string, long> counts) => [.. Enumerable.Range(0, 3).Select(q => ZString.Of(counts, q).Value)];
}
