using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters.Tests.Execution;

/// <summary>A layer's circuit on a backend against the simulator that trains.</summary>
public class CircuitExecutionTests
{
    private const int Rows = 6;
    private const int Width = 7;
    private const int Qubits = 3;

    private static QuantumLayer Layer(ReadOut readOut, int outputs, string ansatz = "QaaHybrid.Ansatz.Square", int angles = 9, bool relative = false)
    {
        manual_seed(5);
        var circuit = Compiler.Circuits.ImportAsync(new CircuitRequest(null, ansatz, Qubits, angles)).GetAwaiter().GetResult();
        var layer = new QuantumLayer(circuit, readOut, outputs, randn([angles], dtype: float64), relative);
        if (relative)
            using (no_grad())
                layer.theta.add_(randn([angles], dtype: float64));
        return layer;
    }

    /// <summary>Amplitudes of a circuit relative to its start, as adapters read them: 6 angles, 7 numbers.</summary>
    private static QuantumLayer Amplitudes() => Layer(ReadOut.Amplitudes, Width, "QaaHybrid.Ansatz.RYRing", 6, relative: true);

    private static MeteredBackend PutOnBackend(QuantumLayer layer, ExecutionOptions options, IQuantumBackend? backend = null, long seed = 1)
    {
        var metered = new MeteredBackend(backend ?? new SimulatorBackend());
        layer.Execution = CircuitExecution.OfAsync("layer", layer, (_, _) => Task.FromResult<IQuantumBackend>(metered), options, Compiler.Circuits).GetAwaiter().GetResult();
        layer.Execution.Begin(seed);
        return metered;
    }

    private static Tensor Vectors(bool requiresGrad = true)
    {
        manual_seed(8);
        var x = randn([Rows, Width], dtype: float64);
        x.requires_grad_(requiresGrad);
        return x;
    }

    /// <summary>Outputs, and the gradients of a weighted sum of them.</summary>
    private static (double[] Read, double[] Theta, double[] Input) Run(QuantumLayer layer, Tensor x, Tensor? angles = null)
    {
        (layer.theta.grad, x.grad) = (null, null);
        var read = angles is null ? layer.forward(x) : layer.forward(x, angles);
        manual_seed(9);
        (read * randn(read.shape, dtype: float64)).sum().backward();
        return (read.ToArray<double>(), layer.theta.grad!.ToArray<double>(), x.grad is { } grad ? grad.ToArray<double>() : []);
    }

    [TestCase(ReadOut.PauliZ, Qubits, "QaaHybrid.Ansatz.Square", 9)]
    [TestCase(ReadOut.PauliZ, 2, "QaaHybrid.Layers.Pyramid", 3)]
    [TestCase(ReadOut.Probabilities, 8, "QaaHybrid.Ansatz.Square", 9)]
    [TestCase(ReadOut.Probabilities, 5, "QaaHybrid.Layers.Pyramid", 3)]
    [TestCase(ReadOut.Amplitudes, 8, "QaaHybrid.Layers.Pyramid", 3)]
    [TestCase(ReadOut.Amplitudes, 7, "QaaHybrid.Ansatz.RYRing", 6, true)]
    [TestCase(ReadOut.Amplitudes, 3, "QaaHybrid.TwoDesigns.SimplifiedTwoDesign", 7, true)]
    public void Exact_values_give_the_numbers_and_gradients_of_the_simulator_that_trains(ReadOut readOut, int outputs, string ansatz, int angles, bool relative = false)
    {
        using var scope = NewDisposeScope();
        var (layer, x) = (Layer(readOut, outputs, ansatz, angles, relative), Vectors());
        var expected = Run(layer, x);
        PutOnBackend(layer, new ExecutionOptions());
        var found = Run(layer, x);
        Assert.That(found.Read, Is.EqualTo(expected.Read).Within(1e-12));
        Assert.That(found.Theta, Is.EqualTo(expected.Theta).Within(1e-10));
        Assert.That(found.Input, Is.EqualTo(expected.Input).Within(1e-10));
        Assert.That(expected.Input.Max(Math.Abs), Is.GreaterThan(0.05), "there is something to compare");
    }

    [Test]
    public void Angles_of_every_row_have_gradients_of_their_own()
    {
        using var scope = NewDisposeScope();
        var (layer, x) = (Layer(ReadOut.PauliZ, Qubits), Vectors());
        (double[] Read, double[] Theta, double[] Input) Uploaded() => Run(layer, x, layer.theta + x.narrow(-1, 0, 1) * tensor([.. Enumerable.Range(0, 9).Select(p => 0.1 * p)], dtype: float64));
        var expected = Uploaded();
        PutOnBackend(layer, new ExecutionOptions());
        var found = Uploaded();
        Assert.That(found.Read, Is.EqualTo(expected.Read).Within(1e-12));
        Assert.That(found.Theta, Is.EqualTo(expected.Theta).Within(1e-10));
        Assert.That(found.Input, Is.EqualTo(expected.Input).Within(1e-10));
    }

    [Test]
    public void Shots_give_them_within_their_standard_errors([Values] ReadOut readOut)
    {
        using var scope = NewDisposeScope();
        const int shots = 400;
        var (layer, x) = (readOut == ReadOut.Amplitudes ? Amplitudes() : Layer(readOut, readOut == ReadOut.PauliZ ? Qubits : 8), Vectors());
        var exact = Run(layer, x);
        const int times = 40;
        var reads = new List<double[]>();
        var thetas = new List<double[]>();
        var inputs = new List<double[]>();
        for (var time = 0; time < times; time++)
        {
            PutOnBackend(layer, new ExecutionOptions { Shots = shots }, seed: 100 + time);
            var (read, theta, input) = Run(layer, x);
            reads.Add(read);
            thetas.Add(theta);
            inputs.Add(input);
        }
        // The numbers: σ² = (1 − z²) / S, p (1 − p) / S, or with r = ‖x‖ (½ (r² + d y²) − y²) / S. Over all of them the mean square pull is 1 to within 5 of its own standard errors.
        double[] squares = x.detach().pow(2).sum(-1).ToArray<double>();
        double Variance(double value, int i) => readOut switch
        {
            ReadOut.PauliZ => 1 - value * value,
            ReadOut.Probabilities => value * (1 - value),
            _ => 0.5 * (squares[i / Width] + Width * value * value) - value * value,
        } / shots;
        var pull = reads.Average(read => read.Select((a, i) => (a - exact.Read[i]) * (a - exact.Read[i]) / Variance(exact.Read[i], i)).Average());
        Assert.That(pull, Is.EqualTo(1).Within(5 * Math.Sqrt(2.0 / times)));
        // The gradients: without bias, as their own scatter over the repetitions tells.
        foreach (var (found, expected) in new[] { (thetas, exact.Theta), (inputs, exact.Input) })
            for (var i = 0; i < expected.Length; i++)
            {
                double[] values = [.. found.Select(gradient => gradient[i])];
                var mean = values.Average();
                var error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (times - 1) / times);
                Assert.That(mean, Is.EqualTo(expected[i]).Within(5 * error + 1e-12), $"element {i}");
            }
    }

    [Test]
    public void Perturbation_finds_the_gradient_in_the_mean([Values(ReadOut.PauliZ, ReadOut.Amplitudes)] ReadOut readOut)
    {
        using var scope = NewDisposeScope();
        var (layer, x) = (readOut == ReadOut.Amplitudes ? Amplitudes() : Layer(readOut, Qubits), Vectors(requiresGrad: false));
        var exact = Run(layer, x).Theta;
        const int times = 150;
        var found = new double[times][];
        for (var time = 0; time < times; time++)
        {
            var metered = PutOnBackend(layer, new ExecutionOptions { Gradient = AngleGradient.Spsa, SpsaStep = 0.05, InputGradient = InputGradient.None }, seed: time);
            found[time] = Run(layer, x).Theta;
            Assert.That(metered.Usage.Circuits, Is.EqualTo(Rows * (1 + 2)));
        }
        for (var p = 0; p < exact.Length; p++)
        {
            double[] values = [.. found.Select(gradient => gradient[p])];
            var mean = values.Average();
            var error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (times - 1) / times);
            Assert.That(mean, Is.EqualTo(exact[p]).Within(5 * error + 0.05 * 0.05 * 10), $"angle {p}");
        }
    }

    [Test]
    public void The_gradient_with_respect_to_the_vectors_may_come_from_the_simulator()
    {
        using var scope = NewDisposeScope();
        var (layer, x) = (Layer(ReadOut.PauliZ, Qubits), Vectors());
        var expected = Run(layer, x);
        var metered = PutOnBackend(layer, new ExecutionOptions { Shots = 50, InputGradient = InputGradient.Simulator });
        var found = Run(layer, x);
        Assert.That(found.Input, Is.EqualTo(expected.Input).Within(1e-10), "exact");
        Assert.That(found.Theta, Is.Not.EqualTo(expected.Theta).Within(1e-3), "measured");
        // 9 rotations of one frequency each: 18 circuits a row and the value.
        Assert.That(metered.Usage, Is.EqualTo(new BackendUsage(Rows * 19, Rows * 19 * 50)));
    }

    [Test]
    public void It_is_refused_where_it_would_be_cut()
    {
        using var scope = NewDisposeScope();
        var (layer, x) = (Layer(ReadOut.PauliZ, Qubits), Vectors());
        PutOnBackend(layer, new ExecutionOptions { InputGradient = InputGradient.None });
        Assert.That(() => Run(layer, x), Throws.InstanceOf<TorchException>().With.InnerException.TypeOf<InvalidOperationException>()
            .And.Message.Contains("layer: something below the circuit is trained"));
        x.requires_grad_(false);
        Assert.That(Run(layer, x).Theta, Has.Length.EqualTo(9), "nothing below is trained: nothing is cut");
    }

    [TestCase(ReadOut.PauliZ, Qubits)]
    [TestCase(ReadOut.Probabilities, 6)]
    public void Vectors_with_a_part_of_zeros_have_their_gradient_too(ReadOut readOut, int outputs)
    {
        using var scope = NewDisposeScope();
        var (layer, x) = (Layer(readOut, outputs), Vectors());
        using (no_grad())
        {
            // A half of the tree, a quarter of it, and all but one number: there the loader's angles have no derivative.
            x[0].narrow(0, 0, 4).zero_();
            x[1].narrow(0, 4, 2).zero_();
            x[2].narrow(0, 1, 6).zero_();
        }
        var expected = Run(layer, x);
        var metered = PutOnBackend(layer, new ExecutionOptions());
        var found = Run(layer, x);
        Assert.That(found.Input, Is.EqualTo(expected.Input).Within(1e-10));
        // 9 rotations, of 1 to 4 circuits, and the loader's 7 angles for three vectors, 6 directions for the others.
        Assert.That(metered.Usage.Circuits, Is.EqualTo(Rows * (1 + layer.Execution!.AngleCircuits) + 3 * layer.Execution.InputCircuits + 3 * 2 * 6));
    }

    [Test]
    public void Circuits_are_run_for_what_matters_only()
    {
        using var scope = NewDisposeScope();
        var layer = Layer(ReadOut.PauliZ, Qubits);
        var metered = PutOnBackend(layer, new ExecutionOptions());
        var x = Vectors(requiresGrad: false);
        x[2].zero_();
        var read = layer.forward(x);
        Assert.That(read[2].abs().sum().ToDouble(), Is.Zero, "a vector of zeros has no state");
        Assert.That(metered.Usage.Circuits, Is.EqualTo(Rows - 1));
        read[4].sum().backward();
        Assert.That(metered.Usage.Circuits, Is.EqualTo(Rows - 1 + 18), "one row enters the loss");
    }

    [Test]
    public void A_vector_that_is_no_number_gives_none()
    {
        using var scope = NewDisposeScope();
        var layer = Layer(ReadOut.PauliZ, Qubits);
        PutOnBackend(layer, new ExecutionOptions { Shots = 10 });
        var x = Vectors(requiresGrad: false);
        x[1].narrow(0, 3, 1).fill_(double.NaN);
        var read = layer.forward(x);
        Assert.That(read[1].isnan().all().ToBoolean() && !read[0].isnan().any().ToBoolean());
    }

    [Test]
    public void A_backend_that_gives_expectation_values_only_cannot_read_probabilities()
    {
        using var scope = NewDisposeScope();
        var layer = Layer(ReadOut.Probabilities, 8);
        PutOnBackend(layer, new ExecutionOptions { Shots = 10 }, new ZeroNoiseBackend(new SimulatorBackend()));
        Assert.That(() => layer.forward(Vectors()), Throws.TypeOf<NotSupportedException>().With.Message.Contains("this layer reads probabilities"));
    }

    [Test]
    public void Amplitudes_take_one_circuit_for_the_numbers_one_an_angle_and_one_for_the_vector()
    {
        using var scope = NewDisposeScope();
        var (layer, x) = (Amplitudes(), Vectors());
        var metered = PutOnBackend(layer, new ExecutionOptions { Shots = 50 });
        Run(layer, x);
        Assert.That(metered.Usage, Is.EqualTo(new BackendUsage(Rows * (1 + 6 + 1), Rows * (1 + 6 + 1) * 50)));
        Assert.That(layer.Execution!.Qubits, Is.EqualTo(Qubits + 1));

        var zero = Vectors(requiresGrad: false);
        zero.zero_();
        Assert.That(layer.forward(zero).abs().sum().ToDouble(), Is.Zero, "a vector of zeros has no state");
    }

    [Test]
    public void A_gradient_that_is_no_number_stays_one()
    {
        using var scope = NewDisposeScope();
        var (layer, x) = (Amplitudes(), Vectors());
        PutOnBackend(layer, new ExecutionOptions());
        (layer.forward(x) * double.NaN).sum().backward();
        Assert.That(x.grad!.isnan().all().ToBoolean());
    }

    [Test]
    public void Amplitudes_cannot_be_read_of_a_circuit_that_is_not_real()
    {
        using var scope = NewDisposeScope();
        var layer = Layer(ReadOut.Amplitudes, Width);
        Assert.That(() => PutOnBackend(layer, new ExecutionOptions()), Throws.TypeOf<NotSupportedException>().With.Message.Contains("is not real"));
    }
}
