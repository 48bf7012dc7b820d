using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Tests;

/// <summary>Few rows of many qubits run one by one, everything else in lanes; what comes out is the same.</summary>
public class ChoosingEngineTest
{
    [TestCase(1, 6, 1, ExpectedResult = false)]
    [TestCase(1, 10, 1, ExpectedResult = true)]
    [TestCase(2, 10, 1, ExpectedResult = false)]
    [TestCase(2, 12, 1, ExpectedResult = true)]
    [TestCase(8, 12, 1, ExpectedResult = false)]
    [TestCase(64, 10, 2, ExpectedResult = false)]
    [TestCase(4, 16, 1, ExpectedResult = true)]
    [TestCase(8, 16, 2, ExpectedResult = true)]
    [TestCase(64, 26, 1, ExpectedResult = true)]
    public bool Few_rows_of_many_qubits_run_one_by_one(int rows, int width, int threads) => ChoosingEngine<float>.AreFew(rows, width, lanes: 16, threads);

    [Test]
    public void Row_by_row_gives_what_the_batch_gives([Values(1, 2, 3, 5)] int rows, [Range(6, 14, 2)] int qubits, [Values] bool brick)
    {
        var circuit = brick ? Tapes.Brick(qubits, 1) : Tapes.Square(qubits, 1);
        var theta = Tapes.Angles(qubits, circuit.Parameters);
        double[] input = Tapes.Normal(rows, rows << qubits), weights = Tapes.Normal(3, rows * qubits);

        var (output, gradTheta, gradInput) = Run(new CircuitExecutor<double>(circuit, ReadOut.PauliZ, qubits), theta, input, weights);
        var expected = Run(
            new CircuitExecutor<double>(circuit, ReadOut.PauliZ, qubits, true, 1, settings => new BatchEngine<Lanes256<double>, double>(settings)), theta, input, weights);
        Assert.Multiple(() =>
        {
            Assert.That(output, Is.EqualTo(expected.Output).Within(1e-12));
            Assert.That(gradTheta, Is.EqualTo(expected.GradTheta).Within(1e-11));
            Assert.That(gradInput, Is.EqualTo(expected.GradInput).Within(1e-12));
        });
    }

    private static (double[] Output, double[] GradTheta, double[] GradInput) Run(
        CircuitExecutor<double> executor, double[] theta, double[] input, double[] weights)
    {
        var columns = 1 << executor.Circuit.Qubits;
        var (output, gradTheta, gradInput) = (new double[weights.Length], new double[theta.Length], new double[input.Length]);
        executor.Forward(theta, input, columns, output);
        executor.Backward(theta, input, columns, weights, gradTheta, gradInput);
        return (output, gradTheta, gradInput);
    }
}
