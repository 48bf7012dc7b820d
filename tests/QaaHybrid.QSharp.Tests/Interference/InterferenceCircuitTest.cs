using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

/// <summary>Amplitudes by interference against the states of Microsoft's simulator and the readable reference.</summary>
public class InterferenceCircuitTest
{
    private const int Qubits = 3;

    private static readonly string Project = QSharpTestProject.With("""
        import Std.Math.PI, QaaHybrid.Gates.RBSByControlledRy, QaaHybrid.Gates.RBSByPauliExponentials;
        operation Exponentials(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
            for i in 0..Length(theta) - 1 { RBSByPauliExponentials(theta[i], qubits[i % 2], qubits[i % 2 + 1]); }
        }
        operation Reused(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
            H(qubits[2]);
            for q in qubits { Ry(0.4 - 2.0 * theta[0], q); }
            CCNOT(qubits[0], qubits[1], qubits[2]);
            RBSByControlledRy(theta[0], qubits[0], qubits[2]);
            CZ(qubits[1], qubits[2]);
            Controlled Ry(qubits[0..1], (theta[1], qubits[2]));
            X(qubits[1]);
            SWAP(qubits[0], qubits[1]);
        }
        operation ByThree(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
            Controlled QaaHybrid.Gates.RBS([qubits[0]], (theta[0], qubits[1], qubits[2]));
            Controlled Ry(qubits[0..1], (theta[1], qubits[2]));
        }
        operation Twisted(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
            S(qubits[0]); Rz(-PI() / 2.0, qubits[0]);
            Adjoint S(qubits[1]); Rz(PI() / 2.0, qubits[1]);
            Ry(theta[0], qubits[1]);
        }
        """);

    private readonly QSharpCircuitSource _source = new(SharedEngine.Engine, TemporaryFolders.Make());

    private Task<Circuit> CircuitAsync(string operation, int parameters) =>
        _source.ImportAsync(new CircuitRequest(operation.StartsWith("Mine.", StringComparison.Ordinal) ? Project : null, operation, Qubits, parameters));

    private static double[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 4 * random.NextDouble() - 2)];
    }

    [TestCase("QaaHybrid.Ansatz.RYRing", 6, 8)]
    [TestCase("QaaHybrid.Ansatz.RYRing", 6, 5)]
    [TestCase("QaaHybrid.Layers.Brick", 4, 7)]
    [TestCase("QaaHybrid.Layers.FermionicRoundRobin", 3, 8)]
    [TestCase("QaaHybrid.TwoDesigns.SimplifiedTwoDesign", 7, 8)]
    [TestCase("QaaHybrid.SquareVariants.RealRing", 6, 1)]
    [TestCase("Mine.Exponentials", 4, 8)]
    [TestCase("Mine.Reused", 2, 8)]
    [TestCase("Mine.ByThree", 2, 6)]
    public async Task The_probabilities_are_the_amplitudes_of_Microsofts_simulator(string operation, int parameters, int outputs)
    {
        var circuit = await CircuitAsync(operation, parameters);
        var (theta, x) = (Numbers(3, parameters), Numbers(4, 7));
        var referee = (await new QSharpBackend(SharedEngine.Engine).RunAsync([new BackendRun(circuit, theta, x)]))[0].Amplitudes!;
        var interference = await InterferenceCircuit.OfAsync(circuit, outputs, _source);
        var found = interference.Read((await new SimulatorBackend().RunAsync([new BackendRun(interference.Tape, interference.Point(x, theta))]))[0]);
        Assert.That(referee.Max(amplitude => Math.Abs(amplitude.Imaginary)), Is.LessThan(1e-9));
        Assert.That(found.Select(amplitude => amplitude.Value), Is.EqualTo(referee.Take(outputs).Select(amplitude => amplitude.Real)).Within(1e-9), "signs included");
        Assert.That(found.Max(amplitude => amplitude.StandardError), Is.Zero);
    }

    // A rotation that a parameter turns once takes one circuit; RBS is two rotations.
    [TestCase("QaaHybrid.Ansatz.RYRing", 6, 6)]
    [TestCase("QaaHybrid.Layers.Brick", 4, 8)]
    [TestCase("Mine.Exponentials", 4, 8)]
    [TestCase("Mine.Reused", 2, 3 + 2 + 2)]
    public async Task One_circuit_a_rotation_gives_the_derivative(string operation, int parameters, int circuits)
    {
        var circuit = await CircuitAsync(operation, parameters);
        var (theta, x, weights) = (Numbers(5, parameters), Numbers(6, 8), Numbers(7, 8));
        var interference = await InterferenceCircuit.OfAsync(circuit, 8, _source);
        var stencil = GradientStencil.Amplitudes(interference);
        Assert.That(stencil.Runs, Is.EqualTo(circuits));
        var terms = stencil.At(interference.Point(x, theta), seed: 0);
        var results = await new SimulatorBackend().RunAsync([.. terms.Select(term => term.Run)]);
        var gradient = new double[interference.Tape.Parameters];
        foreach (var (term, result) in terms.Zip(results))
            foreach (var (parameter, coefficient) in term.Weights)
                gradient[parameter] += coefficient * interference.Read(result).Zip(weights, (amplitude, w) => w * amplitude.Value).Sum();
        var expected = ReferenceSimulator.Gradient(circuit, theta, x, ReadOut.Amplitudes, weights).Theta;
        Assert.That(gradient[interference.Inputs..], Is.EqualTo(expected).Within(1e-10));
    }

    [Test]
    public async Task Shots_give_them_without_bias_and_with_the_stated_errors()
    {
        const int shots = 300, times = 400, outputs = 6;
        var circuit = await CircuitAsync("QaaHybrid.Ansatz.RYRing", 6);
        var (theta, x) = (Numbers(8, 6), Numbers(9, 8));
        var exact = ReferenceSimulator.Run(circuit, theta, x, ReadOut.Amplitudes);
        var interference = await InterferenceCircuit.OfAsync(circuit, outputs, _source);
        var run = new BackendRun(interference.Tape, interference.Point(x, theta));
        var results = await new SimulatorBackend().RunAsync([.. Enumerable.Repeat(run, times)], shots, seed: 11);
        Estimate[][] found = [.. results.Select(interference.Read)];
        for (var i = 0; i < outputs; i++)
        {
            // Var ψ̂ = (½ (1 + d ψ²) − ψ²) / S.
            var variance = (0.5 * (1 + outputs * exact[i] * exact[i]) - exact[i] * exact[i]) / shots;
            var mean = found.Average(amplitudes => amplitudes[i].Value);
            Assert.That(mean, Is.EqualTo(exact[i]).Within(4.5 * Math.Sqrt(variance / times)), $"amplitude {i}");
            var scatter = found.Average(amplitudes => Math.Pow(amplitudes[i].Value - exact[i], 2)) / variance;
            Assert.That(scatter, Is.EqualTo(1).Within(5 * Math.Sqrt(2.0 / times)), $"variance of amplitude {i}");
            Assert.That(found.Average(amplitudes => amplitudes[i].Variance) / variance, Is.EqualTo(1).Within(0.05), $"what it is told to be, {i}");
        }
    }

    [Test]
    public async Task Gradients_from_shots_scatter_as_their_errors_say()
    {
        const int times = 150;
        var circuit = await CircuitAsync("QaaHybrid.Layers.Brick", 4);
        var (theta, x, weights) = (Numbers(12, 4), Numbers(13, 8), Numbers(14, 7));
        var interference = await InterferenceCircuit.OfAsync(circuit, 7, _source);
        var (slopes, _) = ReferenceSimulator.Gradient(circuit, theta, x, ReadOut.Amplitudes, weights);
        var value = ReferenceSimulator.Run(circuit, theta, x, ReadOut.Amplitudes).Zip(weights, (amplitude, w) => amplitude * w).Sum();
        var exact = await AmplitudeShift.OfAsync(new SimulatorBackend(), interference, x, theta, weights);
        Assert.That(exact.Value, Is.EqualTo(value).Within(1e-12));
        Assert.That(exact.Gradient, Is.EqualTo(slopes).Within(1e-12));
        Assert.That((exact.Evaluations, exact.Error, exact.Shots), Is.EqualTo((9, (IReadOnlyList<double>?)null, 0L)));

        var pulls = new List<double>();
        for (var seed = 0; seed < times; seed++)
        {
            var found = await AmplitudeShift.OfAsync(new SimulatorBackend(), interference, x, theta, weights, shots: 200, seed: seed);
            Assert.That(found.Shots, Is.EqualTo(9 * 200));
            pulls.Add((found.Value - value) / found.ValueError!.Value);
            pulls.AddRange(found.Gradient.Select((slope, p) => (slope - slopes[p]) / found.Error![p]));
        }
        Assert.That(pulls.Average(), Is.Zero.Within(4.5 / Math.Sqrt(pulls.Count)));
        Assert.That(pulls.Average(pull => pull * pull), Is.EqualTo(1).Within(5 * Math.Sqrt(2.0 / pulls.Count)));
    }

    [Test]
    public async Task Mitigated_amplitudes_scatter_as_their_errors_say()
    {
        const int times = 150;
        var circuit = await CircuitAsync("QaaHybrid.Ansatz.RYRing", 6);
        var (theta, x, weights) = (Numbers(8, 6), Numbers(9, 8), Numbers(10, 8));
        var exact = ReferenceSimulator.Run(circuit, theta, x, ReadOut.Amplitudes);
        var interference = await InterferenceCircuit.OfAsync(circuit, 8, _source);
        var noisy = new NoisyBackend(new NoiseModel("read-out", [], readOut: [new ReadOutRule(new ReadOutError(0.03, 0.08))]));
        var flips = await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Ansatz.Square", Qubits + 1, 3 * (Qubits + 1)));
        var run = new BackendRun(interference.Tape, interference.Point(x, theta));
        var (single, summed) = (new List<double>(), new List<double>());
        for (var seed = 0; seed < times; seed++)
        {
            // As many shots for the calibration as for the circuit: neither uncertainty can be left out.
            var calibration = await ReadOutCalibration.MeasureAsync(noisy, flips, shots: 300, seed: 5000 + seed);
            var result = calibration.Mitigate((await noisy.RunAsync([run], 300, seed))[0]);
            single.AddRange(interference.Read(result).Select((amplitude, i) => (amplitude.Value - exact[i]) / amplitude.StandardError));
            var sum = interference.Read(result, weights);
            summed.Add((sum.Value - exact.Zip(weights, (amplitude, w) => amplitude * w).Sum()) / sum.StandardError);
        }
        TestContext.Out.WriteLine(FormattableString.Invariant($"mean square {single.Average(x => x * x):0.000} of amplitudes, {summed.Average(x => x * x):0.000} of their sum"));
        // Errors of one calibration are shared by the eight amplitudes behind it.
        Assert.That(single.Average(pull => pull * pull), Is.EqualTo(1).Within(0.2));
        Assert.That(summed.Average(pull => pull * pull), Is.EqualTo(1).Within(5 * Math.Sqrt(2.0 / times)));
    }

    [Test]
    public async Task Circuits_that_are_not_real_are_refused()
    {
        var complex = await CircuitAsync("QaaHybrid.Ansatz.Square", 9);
        Assert.That(() => InterferenceCircuit.OfAsync(complex, 8, _source), Throws.TypeOf<NotSupportedException>().With.Message.Contains("QaaHybrid.Ansatz.Square is not real"));
        var twisted = await CircuitAsync("Mine.Twisted", 1);
        Assert.That(() => InterferenceCircuit.Require(twisted, 8), Throws.TypeOf<NotSupportedException>().With.Message.Contains("Mine.Twisted: without its rotations"));
    }

    [Test]
    public async Task A_result_without_counts_or_of_another_register_is_refused()
    {
        var interference = await InterferenceCircuit.OfAsync(await CircuitAsync("QaaHybrid.Ansatz.RYRing", 3), 8, _source);
        Assert.That(() => interference.Read(new BackendResult(4, [0, 0, 0, 0])), Throws.TypeOf<NotSupportedException>().With.Message.Contains("extrapolation"));
        Assert.That(() => interference.Read(new BackendResult(3, [0, 0, 0])), Throws.ArgumentException.With.Message.Contains("has 4 qubits, the result has 3"));
    }
}
