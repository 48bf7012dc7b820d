namespace QaaHybrid.Circuits.Tests;

public class ParameterShiftTest
{
    private static readonly SimulatorBackend Backend = new();

    [TestCase("ring", 12)]
    [TestCase("square", 18)]
    [TestCase("brick", 4 * 6)]
    [TestCase("shared", 2 * 3 + 2 * 2)]
    public async Task Equals_the_adjoint_gradient(string name, int shiftedCircuits)
    {
        var circuit = name switch
        {
            "ring" => Tapes.Ring(3, 2),
            "square" => Tapes.Square(3, 1),
            "brick" => Tapes.Brick(4, 2),
            // θ0 in three rotations by different multiples of it, θ1 in two by the same, θ2 in none.
            _ => new Circuit("shared", 2, 0, 3,
            [
                new(GateKind.RY, 0, new Angle(0, 1, 0)), new(GateKind.RX, 1, new Angle(0, 0.5, 0.3)), new(GateKind.RZ, 0, new Angle(1, 1, 0)),
                new(GateKind.CX, 0, 1), new(GateKind.RXX, 0, 1, -1, new Angle(0, -0.7, 0)), new(GateKind.RY, 1, new Angle(1, -1, 0.1)),
            ]),
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
            Assert.That(adjoint.Evaluations, Is.EqualTo(1));
        }
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
    public void One_rotation_has_two_terms_RBS_has_four()
    {
        var (near, far) = ((Math.Sqrt(2) + 1) / (2 * Math.Sqrt(2)), (Math.Sqrt(2) - 1) / (2 * Math.Sqrt(2)));

        Assert.Multiple(() =>
        {
            Check(ShiftRule.Of(Tapes.Ring(2, 1), 0)!, [(Math.PI / 2, 0.5), (-Math.PI / 2, -0.5)]);
            Check(ShiftRule.Of(Tapes.Brick(2, 1), 0)!, [(Math.PI / 4, near), (3 * Math.PI / 4, -far), (-3 * Math.PI / 4, far), (-Math.PI / 4, -near)]);
            Check(ShiftRule.For(1, 2), [(Math.PI / 4, 1), (-Math.PI / 4, -1)]);
        });

        static void Check(ShiftRule rule, (double Shift, double Coefficient)[] expected)
        {
            Assert.That(rule.Terms.Select(term => term.Shift), Is.EqualTo(expected.Select(term => term.Shift)).Within(1e-15));
            Assert.That(rule.Terms.Select(term => term.Coefficient), Is.EqualTo(expected.Select(term => term.Coefficient)).Within(1e-15));
        }
    }

    [Test]
    public async Task With_shots_the_gradient_lies_within_its_errors()
    {
        // One RY from |0⟩: ⟨Z⟩ = cos θ. Each of both values has a standard error of at most 1/√shots.
        var circuit = new Circuit("ry", 1, 0, 1, [new Gate(GateKind.RY, 0, new Angle(0, 1, 0))]);
        const int Shots = 10_000;
        for (var seed = 0; seed < 20; seed++)
        {
            var gradient = await ParameterShift.OfAsync(Backend, circuit, [0.8], [1], shots: Shots, seed: seed);
            Assert.That(gradient.Gradient[0], Is.EqualTo(-Math.Sin(0.8)).Within(4 * Math.Sqrt(0.5 / Shots)), $"seed {seed}");
        }
    }

    [Test]
    public async Task Spsa_averages_to_the_gradient()
    {
        var circuit = Tapes.Ring(3, 1);
        double[] theta = [0.3, -0.8, 1.2], weights = [1, -0.5, 0.25];
        var exact = AdjointGradient.Of(circuit, theta, weights);
        var estimate = await Spsa.OfAsync(Backend, circuit, theta, weights, samples: 400, step: 1e-3, seed: 1);
        var again = await Spsa.OfAsync(Backend, circuit, theta, weights, samples: 400, step: 1e-3, seed: 1);

        Assert.Multiple(() =>
        {
            // Every component carries the others with random signs: variance Σ_{j≠i} g_j² / samples.
            for (var i = 0; i < 3; i++)
            {
                var spread = Math.Sqrt(exact.Gradient.Where((_, j) => j != i).Sum(g => g * g) / 400);
                Assert.That(estimate.Gradient[i], Is.EqualTo(exact.Gradient[i]).Within(4 * spread + 1e-5));
            }
            Assert.That(estimate.Value, Is.EqualTo(exact.Value).Within(1e-12));
            Assert.That(estimate.Evaluations, Is.EqualTo(801));
            Assert.That(again.Gradient, Is.EqualTo(estimate.Gradient));
        });
    }
}
