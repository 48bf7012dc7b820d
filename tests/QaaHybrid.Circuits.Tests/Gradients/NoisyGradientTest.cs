namespace QaaHybrid.Circuits.Tests;

public class NoisyGradientTest
{
    private static readonly NoisyBackend Noisy = new(NoiseModel.Depolarizing(0.01, 0.03, new ReadOutError(0.02, 0.03)));

    // Noise behind the two rotations of an RBS, or of a controlled RY, leaves their frequencies as they are.
    [TestCase("ring", 1e-8)]
    [TestCase("rbs", 1e-8)]
    [TestCase("controlled", 1e-8)]
    [TestCase("doubly controlled", 1e-8)]
    // An error between eight rotations by ±θ/8 turns some of their signs: frequencies 1/4 and 3/4 come up, weakly, which the rule for 1/2 and 1 misses.
    [TestCase("triply controlled", 1e-4)]
    public async Task Rules_of_the_ideal_tape_differentiate_the_noisy_one(string name, double tolerance)
    {
        var circuit = name switch
        {
            "ring" => Tapes.Ring(3, 2),
            "rbs" => Tapes.Brick(3, 2),
            "controlled" => ShiftTapes.Stirred(name, 3, ShiftTapes.ControlledRy([1], 2, new Angle(0, 1, 0))),
            "doubly controlled" => ShiftTapes.Stirred(name, 3, ShiftTapes.ControlledRy([0, 1], 2, new Angle(0, 1, 0))),
            _ => ShiftTapes.Stirred(name, 4, ShiftTapes.ControlledRy([0, 1, 3], 2, new Angle(0, 1, 0))),
        };
        var theta = Tapes.Angles(6, circuit.Parameters);
        double[] weights = [1, -0.5, 0.25], input = Tapes.Normal(7, 1 << circuit.Qubits);
        var shift = await ParameterShift.OfAsync(Noisy, circuit, theta, weights, input);
        var difference = await FiniteDifferences.OfAsync(Noisy, circuit, theta, weights, input: input);
        var ideal = AdjointGradient.Of(circuit, theta, weights, input);
        TestContext.Out.WriteLine($"{name}: off by {shift.Gradient.Zip(difference.Gradient, (x, y) => Math.Abs(x - y)).Max():g2}, noise changes it by {shift.Gradient.Zip(ideal.Gradient, (x, y) => Math.Abs(x - y)).Max():g2}");
        Assert.That(shift.Gradient, Is.EqualTo(difference.Gradient).Within(tolerance));
        Assert.That(shift.Gradient, Is.Not.EqualTo(ideal.Gradient).Within(5 * tolerance), "there is noise");
    }
}
