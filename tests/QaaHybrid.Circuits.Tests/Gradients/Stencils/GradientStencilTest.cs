namespace QaaHybrid.Circuits.Tests;

public class GradientStencilTest
{
    private static readonly SimulatorBackend Backend = new();

    [Test]
    public async Task Shifts_give_the_adjoint_gradient_of_some_parameters([Values("ring", "square", "shared")] string name)
    {
        var circuit = name switch { "ring" => Tapes.Ring(3, 2), "square" => Tapes.Square(3, 1), _ => ShiftTapes.Shared() };
        var theta = Tapes.Angles(1, circuit.Parameters);
        var weights = Tapes.Normal(3, circuit.Qubits);
        var adjoint = AdjointGradient.Of(circuit, theta, weights).Gradient;
        var stencil = GradientStencil.Shift(circuit, ReadOut.PauliZ, 1..);
        var found = await GradientAsync(stencil, theta, result => result.Z.Zip(weights, (z, w) => z * w).Sum());
        Assert.That(found[0], Is.Zero, "parameter 0 was not asked for");
        Assert.That(found[1..], Is.EqualTo(adjoint.Skip(1)).Within(1e-10));
        Assert.That(adjoint.Skip(1).Max(Math.Abs), Is.GreaterThan(0.1));
    }

    [Test]
    public async Task Shifts_give_the_gradient_of_any_function_of_the_probabilities()
    {
        var circuit = Tapes.Square(3, 1);
        var theta = Tapes.Angles(1, circuit.Parameters);
        var weights = Tapes.Normal(3, 8);
        double Value(BackendResult result) => result.Probabilities!.Zip(weights, (p, w) => p * w).Sum();
        var expected = (await ParameterShift.OfAsync(Backend, circuit, theta, Value)).Gradient;
        var found = await GradientAsync(GradientStencil.Shift(circuit, ReadOut.Probabilities, ..), theta, Value);
        Assert.That(found, Is.EqualTo(expected).Within(1e-12));
        Assert.That(expected.Max(Math.Abs), Is.GreaterThan(0.1));
    }

    [Test]
    public void A_backend_that_runs_no_changed_tapes_gets_the_tape_itself()
    {
        var circuit = ShiftTapes.Shared();
        var stencil = GradientStencil.Shift(circuit, ReadOut.PauliZ, .., anyTape: false);
        Assert.That(stencil.At(Tapes.Angles(1, circuit.Parameters), 0).Select(run => run.Run.Circuit), Is.All.SameAs(circuit));
    }

    // RY turns an amplitude by ½, RBS by 1: two circuits a parameter. What turns several rotations, by scales that are no multiples of each other, has more.
    [TestCase("ring", 2)]
    [TestCase("square", 2)]
    [TestCase("brick", 2)]
    [TestCase("random", null)]
    public async Task States_have_shifts_of_their_own(string name, int? runsOfAParameter)
    {
        var circuit = name switch { "ring" => Tapes.Ring(3, 2), "square" => Tapes.Square(3, 1), "brick" => Tapes.Brick(4, 2), _ => ShiftTapes.Random(5, 3, 14, 3, [1, -0.5, 1.7]) };
        var theta = Tapes.Angles(1, circuit.Parameters);
        var (real, imaginary) = (Tapes.Normal(3, 1 << circuit.Qubits), Tapes.Normal(4, 1 << circuit.Qubits));
        double[] input = Tapes.Normal(5, 1 << circuit.Qubits);
        double Value(BackendResult result) => result.Amplitudes!.Select((amplitude, i) => real[i] * amplitude.Real + imaginary[i] * amplitude.Imaginary).Sum();
        var stencil = GradientStencil.States(circuit);
        if (runsOfAParameter is { } runs)
            Assert.That(stencil.Runs, Is.EqualTo(runs * circuit.Parameters));
        var terms = stencil.At(theta, seed: 0);
        var results = await Backend.RunAsync([.. terms.Select(term => term.Run with { Input = input })]);
        var found = new double[circuit.Parameters];
        foreach (var (term, result) in terms.Zip(results))
            foreach (var (parameter, coefficient) in term.Weights)
                found[parameter] += coefficient * Value(result);
        const double step = 1e-5;
        for (var p = 0; p < circuit.Parameters; p++)
        {
            double[] Moved(double by) => [.. theta.Select((angle, i) => i == p ? angle + by : angle)];
            var sides = await Backend.RunAsync([new BackendRun(circuit, Moved(step), input), new BackendRun(circuit, Moved(-step), input)]);
            Assert.That(found[p], Is.EqualTo((Value(sides[0]) - Value(sides[1])) / (2 * step)).Within(1e-7), $"parameter {p}");
        }
        Assert.That(found.Max(Math.Abs), Is.GreaterThan(0.1));
    }

    [Test]
    public void Amplitudes_have_no_shifts() =>
        Assert.That(() => GradientStencil.Shift(Tapes.Ring(2, 1), ReadOut.Amplitudes, ..), Throws.TypeOf<NotSupportedException>().With.Message.Contains("no expectation values"));

    [Test]
    public async Task Perturbation_is_the_gradient_in_the_mean_of_its_directions()
    {
        // With two parameters Δ has four values: over all of them the terms across cancel, and what is left is sin(c)/c of the slope.
        var circuit = Tapes.Ring(2, 1);
        var theta = Tapes.Angles(1, circuit.Parameters);
        var weights = Tapes.Normal(3, circuit.Qubits);
        var adjoint = AdjointGradient.Of(circuit, theta, weights).Gradient;
        const int samples = 4000;
        const double step = 1e-3;
        var stencil = GradientStencil.Spsa(circuit, .., samples, step);
        Assert.That(stencil.Runs, Is.EqualTo(2 * samples));
        var found = await GradientAsync(stencil, theta, result => result.Z.Zip(weights, (z, w) => z * w).Sum());
        // Every sample is off by at most the sum of the other slopes, so the mean by that over √samples, times 5.
        for (var p = 0; p < found.Length; p++)
            Assert.That(found[p], Is.EqualTo(adjoint[p]).Within(5 * adjoint.Where((_, other) => other != p).Sum(Math.Abs) / Math.Sqrt(samples) + step * step));
        Assert.That(adjoint.Max(Math.Abs), Is.GreaterThan(0.1));
    }

    [Test]
    public void Equal_seeds_take_equal_directions_and_others_others()
    {
        var circuit = Tapes.Ring(4, 2);
        var theta = Tapes.Angles(1, circuit.Parameters);
        var stencil = GradientStencil.Spsa(circuit, 2.., 1, 0.1);
        double[] First(long seed) => [.. stencil.At(theta, seed)[0].Run.Theta];
        var (moved5, again, other) = (First(5), First(5), First(6));
        Assert.That(again, Is.EqualTo(moved5));
        Assert.That(other, Is.Not.EqualTo(moved5));
        Assert.That(moved5[..2], Is.EqualTo(theta[..2]), "only what was asked for moves");
        Assert.That(moved5[2..].Zip(theta[2..], (moved, angle) => Math.Abs(moved - angle)), Is.All.EqualTo(0.1).Within(1e-12));
    }

    private static async Task<double[]> GradientAsync(GradientStencil stencil, double[] theta, Func<BackendResult, double> value)
    {
        var runs = stencil.At(theta, 9);
        Assert.That(runs, Has.Count.EqualTo(stencil.Runs));
        var results = await Backend.RunAsync([.. runs.Select(run => run.Run)]);
        var gradient = new double[theta.Length];
        foreach (var (run, result) in runs.Zip(results))
            foreach (var (parameter, coefficient) in run.Weights)
                gradient[parameter] += coefficient * value(result);
        return gradient;
    }
}
