using System.Numerics;

namespace QaaHybrid.Circuits.Tests;

/// <summary>The reference simulator against closed forms and finite differences: nothing else vouches for it here.</summary>
public class ReferenceSimulatorTest
{
    [TestCase(GateKind.H, "0", ExpectedResult = "0.707,0.707")]
    [TestCase(GateKind.H, "1", ExpectedResult = "0.707,-0.707")]
    [TestCase(GateKind.X, "0", ExpectedResult = "0,1")]
    [TestCase(GateKind.Y, "0", ExpectedResult = "0,1i")]
    [TestCase(GateKind.Y, "1", ExpectedResult = "-1i,0")]
    [TestCase(GateKind.Z, "1", ExpectedResult = "0,-1")]
    [TestCase(GateKind.S, "1", ExpectedResult = "0,1i")]
    [TestCase(GateKind.SAdj, "1", ExpectedResult = "0,-1i")]
    [TestCase(GateKind.T, "1", ExpectedResult = "0,0.707+0.707i")]
    [TestCase(GateKind.TAdj, "1", ExpectedResult = "0,0.707-0.707i")]
    [TestCase(GateKind.SX, "0", ExpectedResult = "0.5+0.5i,0.5-0.5i")]
    [TestCase(GateKind.CX, "10", ExpectedResult = "0,0,0,1")]
    [TestCase(GateKind.CX, "01", ExpectedResult = "0,1,0,0")]
    [TestCase(GateKind.CY, "10", ExpectedResult = "0,0,0,1i")]
    [TestCase(GateKind.CZ, "11", ExpectedResult = "0,0,0,-1")]
    [TestCase(GateKind.SWAP, "10", ExpectedResult = "0,1,0,0")]
    [TestCase(GateKind.CCX, "110", ExpectedResult = "0,0,0,0,0,0,0,1")]
    [TestCase(GateKind.CCX, "101", ExpectedResult = "0,0,0,0,0,1,0,0")]
    public string Gates_do_to_basis_states_what_they_are_defined_to_do(GateKind kind, string basisState)
    {
        var n = basisState.Length;
        var circuit = new Circuit($"{kind}", n, 0, 0, [new Gate(kind, 0, n > 1 ? 1 : -1, n > 2 ? 2 : -1)]);
        var state = new Complex[1 << n];
        state[Convert.ToInt32(basisState, 2)] = 1;
        ReferenceSimulator.Apply(circuit, [], state);
        return string.Join(',', state.Select(Text));
    }

    // exp(-i t P / 2), term by term: cos(t/2) - i sin(t/2) P.
    [TestCase(GateKind.RX, GateKind.X)]
    [TestCase(GateKind.RY, GateKind.Y)]
    [TestCase(GateKind.RZ, GateKind.Z)]
    [TestCase(GateKind.RXX, GateKind.X)]
    [TestCase(GateKind.RYY, GateKind.Y)]
    [TestCase(GateKind.RZZ, GateKind.Z)]
    public void Rotations_are_exponentials_of_their_Pauli_operator(GateKind rotation, GateKind pauli)
    {
        const double T = 0.7;
        var two = rotation >= GateKind.RXX;
        var n = two ? 2 : 1;
        for (var basisState = 0; basisState < 1 << n; basisState++)
        {
            Complex[] turned = new Complex[1 << n], flipped = new Complex[1 << n];
            turned[basisState] = flipped[basisState] = 1;
            ReferenceSimulator.Apply(new Circuit("r", n, 0, 1, [new Gate(rotation, 0, two ? 1 : -1, -1, new Angle(0, 1, 0))]), [T], turned);
            ReferenceSimulator.Apply(new Circuit("p", n, 0, 0, [.. Enumerable.Range(0, n).Select(q => new Gate(pauli, q))]), [], flipped);
            for (var i = 0; i < turned.Length; i++)
                Assert.That((turned[i] - ((i == basisState ? Math.Cos(T / 2) : 0) - Complex.ImaginaryOne * Math.Sin(T / 2) * flipped[i])).Magnitude, Is.LessThan(1e-15));
        }
    }

    [Test]
    public void The_first_qubit_is_the_most_significant_bit()
    {
        var state = ReferenceSimulator.Load(new Circuit("x", 3, 0, 0, []), []);
        ReferenceSimulator.Apply(new Circuit("x", 3, 0, 0, [new Gate(GateKind.X, 0)]), [], state);

        Assert.That(state[0b100], Is.EqualTo(Complex.One));
    }

    [Test]
    public void The_ring_of_SQUARE_sends_1000_to_0111()
    {
        var state = new Complex[16];
        state[0b1000] = 1;
        ReferenceSimulator.Apply(new Circuit("ring", 4, 0, 0, [.. Enumerable.Range(0, 4).Select(q => new Gate(GateKind.CX, q, (q + 1) % 4))]), [], state);

        Assert.That(state[0b0111], Is.EqualTo(Complex.One));
    }

    [Test]
    public void RBS_is_its_matrix([Values(-1.1, 0, 0.3, 2.7)] double theta)
    {
        var (c, s) = (Math.Cos(theta), Math.Sin(theta));
        double[,] expected = { { 1, 0, 0, 0 }, { 0, c, s, 0 }, { 0, -s, c, 0 }, { 0, 0, 0, 1 } };
        var circuit = new Circuit("rbs", 2, 0, 1, [.. Tapes.Rbs(0, 1, new Angle(0, 1, 0))]);
        for (var column = 0; column < 4; column++)
        {
            var state = new Complex[4];
            state[column] = 1;
            ReferenceSimulator.Apply(circuit, [theta], state);
            for (var row = 0; row < 4; row++)
                Assert.That((state[row] - expected[row, column]).Magnitude, Is.LessThan(1e-12));
        }
    }

    private static IEnumerable<TestCaseData> EveryReadOut() =>
        from circuit in (Circuit[])[Tapes.Ring(3, 2), Tapes.Square(3, 2), Tapes.Brick(4, 2), Tapes.Random(5, 4, 40)]
        from readOut in Enum.GetValues<ReadOut>()
        where circuit.IsReal || readOut != ReadOut.Amplitudes
        from atStart in (bool[])[true, false]
        select new TestCaseData(circuit, readOut, atStart).SetArgDisplayNames(circuit.Name, $"{readOut}", atStart ? "start" : "random point");

    [TestCaseSource(nameof(EveryReadOut))]
    public void Gradients_agree_with_finite_differences(Circuit circuit, ReadOut readOut, bool atStart)
    {
        var theta = atStart ? new double[circuit.Parameters] : Tapes.Angles(4, circuit.Parameters);
        var input = Tapes.Normal(6, (1 << circuit.Qubits) - 1);
        var weights = Tapes.Normal(7, readOut == ReadOut.PauliZ ? circuit.Qubits : 1 << circuit.Qubits);

        var gradient = ReferenceSimulator.Gradient(circuit, theta, input, readOut, weights);

        Assert.Multiple(() =>
        {
            Assert.That(Error(gradient.Theta, Differences(theta, x => Loss(x, input))), Is.LessThan(1e-7), "∂θ");
            Assert.That(Error(gradient.Input, Differences(input, x => Loss(theta, x))), Is.LessThan(1e-7), "∂x");
        });

        double Loss(double[] angles, double[] x) => ReferenceSimulator.Run(circuit, angles, x, readOut).Zip(weights, (y, w) => y * w).Sum();
    }

    [Test]
    public void A_zero_vector_stays_zero()
    {
        var circuit = Tapes.Ring(2, 1);
        var gradient = ReferenceSimulator.Gradient(circuit, [1, 2], [0, 0, 0], ReadOut.PauliZ, [1, 1]);

        Assert.That(gradient.Theta.Concat(gradient.Input), Is.All.Zero);
    }

    [Test]
    public void Too_many_numbers_are_refused() => Assert.That(
        () => ReferenceSimulator.Load(Tapes.Ring(2, 1), [1, 2, 3, 4, 5]), Throws.ArgumentException.With.Message.Contains("5 numbers").And.Message.Contains("hold 4"));

    private static double[] Differences(double[] at, Func<double[], double> f)
    {
        const double Step = 1e-5;
        return [.. at.Select((_, i) => (f(Moved(i, Step)) - f(Moved(i, -Step))) / (2 * Step))];

        double[] Moved(int i, double by)
        {
            var moved = (double[])at.Clone();
            moved[i] += by;
            return moved;
        }
    }

    private static double Error(double[] found, double[] expected) =>
        Math.Sqrt(found.Zip(expected, (a, b) => (a - b) * (a - b)).Sum() / Math.Max(1e-6, expected.Sum(x => x * x)));

    private static string Text(Complex z)
    {
        var (re, im) = (Math.Round(z.Real, 3) + 0.0, Math.Round(z.Imaginary, 3) + 0.0);
        var imaginary = im.ToString("0.###i", System.Globalization.CultureInfo.InvariantCulture);
        return im == 0 ? re.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture)
            : re == 0 ? imaginary
            : re.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) + (im > 0 ? "+" : "") + imaginary;
    }
}
