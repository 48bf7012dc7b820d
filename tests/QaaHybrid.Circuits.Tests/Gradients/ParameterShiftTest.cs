namespace QaaHybrid.Circuits.Tests;

public class ParameterShiftTest
{
    private static readonly SimulatorBackend Backend = new();

    [TestCase("ring", 12)]
    [TestCase("square", 18)]
    [TestCase("brick", 4 * 6)]
    [TestCase("shared", 2 * 3 + 2 * 2)]
    [TestCase("controlled", 4)]
    public async Task Equals_the_adjoint_gradient(string name, int shiftedCircuits)
    {
        var circuit = name switch
        {
            "ring" => Tapes.Ring(3, 2),
            "square" => Tapes.Square(3, 1),
            "brick" => Tapes.Brick(4, 2),
            "shared" => ShiftTapes.Shared(),
            _ => ShiftTapes.Stirred("controlled", 4, ShiftTapes.ControlledRy([0, 2, 3], 1, new Angle(0, 1.3, 0.2))),
        };
        var theta = Tapes.Angles(1, circuit.Parameters);
        var input = Tapes.Normal(2, 1 << circuit.Qubits);
        var weights = Tapes.Normal(3, circuit.Qubits);
        foreach (var start in (double[]?[])[null, input])
        {
            var adjoint = AdjointGradient.Of(circuit, theta, weights, start);
            var shift = await ParameterShift.OfAsync(Backend, circuit, theta, weights, start);

            Assert.That(shift.Value, Is.EqualTo(adjoint.Value).Within(1e-12));
            Assert.That(shift.Gradient, Is.EqualTo(adjoint.Gradient).Within(1e-10));
            Assert.That(shift.Evaluations, Is.EqualTo(shiftedCircuits + 1));
            Assert.That((shift.Error, shift.ValueError, shift.Shots), Is.EqualTo(((IReadOnlyList<double>?)null, (double?)null, 0L)));
            Assert.That(adjoint.Evaluations, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task All_methods_agree_on_random_tapes_of_shared_parameters()
    {
        double[] scales = [1, 2, -1, 0.5, Math.Sqrt(3)];
        var worst = 0.0;
        for (var seed = 0; seed < 100; seed++)
        {
            var circuit = ShiftTapes.Random(seed, 2 + seed % 3, 20 + seed % 20, parameters: 1 + seed % 5, scales);
            var theta = Tapes.Angles(seed, circuit.Parameters);
            double[] weights = [.. Tapes.Normal(seed + 1, circuit.Qubits).Select((w, j) => seed % 4 == j ? 0 : w)];
            var input = seed % 2 == 0 ? null : Tapes.Normal(seed + 2, 1 << circuit.Qubits);
            var adjoint = AdjointGradient.Of(circuit, theta, weights, input).Gradient;
            var difference = await FiniteDifferences.OfAsync(Backend, circuit, theta, weights, input: input);
            var shift = await ParameterShift.OfAsync(Backend, circuit, theta, weights, input);
            worst = Math.Max(worst, shift.Gradient.Zip(adjoint, (x, y) => Math.Abs(x - y)).Max());

            Assert.That(difference.Gradient, Is.EqualTo(adjoint).Within(1e-7), circuit.Name);
            Assert.That(difference.Evaluations, Is.EqualTo(2 * circuit.Parameters + 1));
            Assert.That(shift.Gradient, Is.EqualTo(adjoint).Within(1e-10), circuit.Name);
            Assert.That(shift.Evaluations - 1, Is.LessThanOrEqualTo(2 * circuit.Gates.Count(gate => gate.IsRotation && !gate.Angle.IsConstant)), circuit.Name);
            // Joint rules of the larger ones have dozens of frequencies, which take a second to solve.
            if (circuit.Gates.Count >= 28)
                continue;
            try
            {
                var bound = await ParameterShift.OfAsync(new QSharpLikeBackend(circuit), circuit, theta, weights, input);
                Assert.That(bound.Gradient, Is.EqualTo(adjoint).Within(1e-10), circuit.Name);
                Assert.That(bound.Evaluations, Is.GreaterThanOrEqualTo(shift.Evaluations), circuit.Name);
            }
            catch (NotSupportedException refusal)
            {
                // Many incommensurate scales of one parameter: no joint rule, and no other can be run.
                Assert.That(refusal.Message, Does.Contain("more than 64 frequencies"));
            }
        }
        TestContext.Out.WriteLine($"100 random tapes: parameter shift against adjoint, largest difference {worst:g2}");
    }

    [Test]
    public async Task A_backend_that_refuses_changed_tapes_gets_joint_rules()
    {
        var circuit = ShiftTapes.Shared();
        double[] theta = [0.4, -1.1, 2], weights = [0.7, -0.2];
        var shift = await ParameterShift.OfAsync(new QSharpLikeBackend(circuit), circuit, theta, weights);
        Assert.That(shift.Gradient, Is.EqualTo(AdjointGradient.Of(circuit, theta, weights).Gradient).Within(1e-10));
    }

    [Test]
    public async Task A_batch_is_one_call_and_has_the_gradient_of_each_row()
    {
        var circuit = Tapes.Brick(3, 1);
        var theta = Tapes.Angles(1, circuit.Parameters);
        double[] weights = [1, -0.5, 0.25];
        double[]?[] inputs = [Tapes.Normal(2, 8), null, Tapes.Normal(3, 5)];
        var batch = await ParameterShift.OfBatchAsync(Backend, new ShiftedCircuits(circuit, weights, startsInZero: false), theta, weights, inputs);

        Assert.That(batch, Has.Count.EqualTo(3));
        for (var row = 0; row < 3; row++)
            Assert.That(batch[row].Gradient, Is.EqualTo(AdjointGradient.Of(circuit, theta, weights, inputs[row]).Gradient).Within(1e-10));
    }

    [Test]
    public async Task Works_for_probabilities_too()
    {
        var circuit = Tapes.Brick(3, 2);
        var theta = Tapes.Angles(1, circuit.Parameters);
        var input = Tapes.Normal(2, 8);
        var weights = Tapes.Normal(3, 8);
        var shift = await ParameterShift.OfAsync(Backend, circuit, theta, result => result.Probabilities!.Zip(weights, (p, w) => p * w).Sum(), input);

        Assert.That(shift.Gradient, Is.EqualTo(ReferenceSimulator.Gradient(circuit, theta, input, ReadOut.Probabilities, weights).Theta).Within(1e-10));
    }

    [Test]
    public async Task Sampled_gradients_lie_within_four_of_their_errors_which_are_as_predicted()
    {
        // Entangled, so that the covariances of the Z count; RBS, so that the coefficients differ.
        var circuit = Tapes.Brick(3, 2);
        var theta = Tapes.Angles(4, circuit.Parameters);
        double[] weights = [1, -0.5, 0.25], input = [0.3, 1, -0.4, 0.2, 0.9, 0, 0.5, -0.7];
        const int Shots = 400, Seeds = 100;
        var circuits = new ShiftedCircuits(circuit, weights, startsInZero: false);
        var exact = (await ParameterShift.OfBatchAsync(Backend, circuits, theta, weights, [input]))[0];
        var predicted = await PredictedErrorsAsync(circuits, theta, weights, input, Shots);
        var squares = new double[circuit.Parameters];
        for (var seed = 0; seed < Seeds; seed++)
        {
            var sampled = (await ParameterShift.OfBatchAsync(Backend, circuits, theta, weights, [input], Shots, seed))[0];
            Assert.That(sampled.Shots, Is.EqualTo(Shots * circuits.Evaluations));
            Assert.That(sampled.Value, Is.EqualTo(exact.Value).Within(4 * sampled.ValueError!.Value), $"seed {seed}");
            for (var i = 0; i < squares.Length; i++)
            {
                Assert.That(sampled.Gradient[i], Is.EqualTo(exact.Gradient[i]).Within(4 * sampled.Error![i]), $"θ[{i}], seed {seed}");
                Assert.That(sampled.Error[i], Is.EqualTo(predicted[i]).Within(15).Percent, $"error of θ[{i}], seed {seed}");
                squares[i] += Math.Pow(sampled.Gradient[i] - exact.Gradient[i], 2);
            }
        }
        // The variance of Seeds squares is 2/Seeds of their mean squared: 4 √(2/100) = 57 %.
        for (var i = 0; i < squares.Length; i++)
            Assert.That(squares[i] / Seeds, Is.EqualTo(predicted[i] * predicted[i]).Within(57).Percent, $"variance of θ[{i}]");
    }

    // √Σ c² Var(v)/shots with the variances of v = Σ w_j z_j from exact probabilities.
    private static async Task<double[]> PredictedErrorsAsync(ShiftedCircuits circuits, double[] theta, double[] weights, double[] input, int shots)
    {
        var variance = new double[theta.Length];
        foreach (var (term, result) in circuits.Terms.Zip((await Backend.RunAsync([.. circuits.Runs(theta, input)])).Skip(1)))
        {
            var values = Enumerable.Range(0, 8).Select(l => weights.Select((w, j) => (l >> (2 - j) & 1) == 0 ? w : -w).Sum()).ToArray();
            var mean = values.Zip(result.Probabilities!, (v, p) => v * p).Sum();
            variance[term.Parameter] += term.Coefficient * term.Coefficient * values.Zip(result.Probabilities!, (v, p) => (v - mean) * (v - mean) * p).Sum() / shots;
        }
        return [.. variance.Select(Math.Sqrt)];
    }

    [Test]
    public async Task Spsa_averages_to_the_gradient()
    {
        var circuit = Tapes.Ring(3, 1);
        double[] theta = [0.3, -0.8, 1.2], weights = [1, -0.5, 0.25];
        var exact = AdjointGradient.Of(circuit, theta, weights);
        var estimate = await Spsa.OfAsync(Backend, circuit, theta, weights, samples: 400, step: 1e-3, seed: 1);
        var one = await Spsa.OfAsync(Backend, circuit, theta, weights, seed: 1);
        var again = await Spsa.OfAsync(Backend, circuit, theta, weights, samples: 400, step: 1e-3, seed: 1);

        Assert.Multiple(() =>
        {
            // Every component carries the others with random signs: variance Σ_{j≠i} g_j² / samples.
            for (var i = 0; i < 3; i++)
            {
                var spread = Math.Sqrt(exact.Gradient.Where((_, j) => j != i).Sum(g => g * g) / 400);
                Assert.That(estimate.Gradient[i], Is.EqualTo(exact.Gradient[i]).Within(4 * spread + 1e-5));
            }
            for (var i = 0; i < 3; i++)
                Assert.That(estimate.Error![i], Is.EqualTo(Math.Sqrt(exact.Gradient.Where((_, j) => j != i).Sum(g => g * g) / 400)).Within(15).Percent);
            Assert.That(one.Error, Is.Null);
            Assert.That(estimate.Value, Is.EqualTo(exact.Value).Within(1e-12));
            Assert.That(estimate.Evaluations, Is.EqualTo(801));
            Assert.That(again.Gradient, Is.EqualTo(estimate.Gradient));
        });
    }
}
