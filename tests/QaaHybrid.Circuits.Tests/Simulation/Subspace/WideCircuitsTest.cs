namespace QaaHybrid.Circuits.Tests;

/// <summary>Registers far too wide for any reference: what holds for every orthogonal matrix and its derivative holds for them.</summary>
public class WideCircuitsTest
{
    private const int Rows = 3;

    [TestCase("brick", 768, 1)]
    [TestCase("round-robin", 200, 1)]
    [TestCase("pyramid", 64, 2)]
    [TestCase("brick", 100, 2)]
    [TestCase("butterfly", 64, 2)]
    [TestCase("brick", 24, 3)]
    public void Norms_stay_the_inverse_undoes_and_the_adjoint_is_the_transpose(string layout, int qubits, int weight) =>
        Check(WeightTapes.Of(qubits, WeightTapes.Layout(layout, qubits)), weight);

    [Test]
    public void A_whole_pyramid_of_768_qubits_is_orthogonal() => Check(WeightTapes.Of(768, WeightTapes.Pyramid(768)), weight: 1);

    [TestCase(768, 1)]
    [TestCase(100, 2)]
    public void Gradients_are_those_of_central_differences(int qubits, int weight)
    {
        var circuit = WeightTapes.Of(qubits, WeightTapes.Brick(qubits, 2));
        var executor = new CircuitExecutor<double>(circuit, ReadOut.PauliZ, qubits, new ExecutorOptions { HammingWeight = weight });
        double[] theta = Tapes.Angles(1, circuit.Parameters), input = Tapes.Normal(2, executor.States), weights = Tapes.Normal(3, qubits);
        double[] direction = Tapes.Normal(4, theta.Length), inputDirection = Tapes.Normal(5, input.Length);
        var (gradTheta, gradInput) = (new double[theta.Length], new double[input.Length]);
        executor.Backward(theta, input, input.Length, weights, gradTheta, gradInput);

        Assert.Multiple(() =>
        {
            const double Step = 1e-5;
            Assert.That(Dot(gradTheta, direction), Is.EqualTo((Loss(Step, 0) - Loss(-Step, 0)) / (2 * Step)).Within(1e-6));
            Assert.That(Dot(gradInput, inputDirection), Is.EqualTo((Loss(0, Step) - Loss(0, -Step)) / (2 * Step)).Within(1e-6));
        });

        double Loss(double alongTheta, double alongInput)
        {
            var output = new double[qubits];
            executor.Forward(Moved(theta, direction, alongTheta), Moved(input, inputDirection, alongInput), input.Length, output);
            return Dot(output, weights);
        }
    }

    private static void Check(Circuit circuit, int weight)
    {
        var theta = Tapes.Angles(1, circuit.Parameters);
        var (forward, back) = (Linear(circuit), Linear(circuit.Inverse()));
        var states = forward.States;
        double[] x = Tapes.Normal(2, Rows * states), y = Tapes.Normal(3, Rows * states);
        var (image, undone, transposed) = (new double[x.Length], new double[x.Length], new double[x.Length]);
        forward.Forward(theta, x, states, image);
        back.Forward(theta, image, states, undone);
        forward.Backward(theta, x, states, y, [], transposed);

        Assert.Multiple(() =>
        {
            Assert.That(image.Zip(x, (a, b) => Math.Abs(a - b)).Max(), Is.GreaterThan(0.1), "it does something");
            for (var row = 0; row < Rows; row++)
            {
                var (from, to) = (row * states, (row + 1) * states);
                Assert.That(Dot(image[from..to], image[from..to]) / Dot(x[from..to], x[from..to]), Is.EqualTo(1).Within(1e-12));
                Assert.That(Dot(image[from..to], y[from..to]) - Dot(x[from..to], transposed[from..to]), Is.Zero.Within(1e-9));
            }
            Assert.That(undone.Zip(x, (a, b) => Math.Abs(a - b)).Max(), Is.LessThan(1e-11));
        });

        CircuitExecutor<double> Linear(Circuit tape) => new(
            tape, ReadOut.Amplitudes, (int)Subspace.WeightBasis.CountOf(tape.Qubits, weight), new ExecutorOptions { HammingWeight = weight, Normalize = false });
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Moved(double[] from, double[] direction, double step) => [.. from.Zip(direction, (x, d) => x + step * d)];
}
