using MathNet.Numerics.LinearAlgebra;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Circuits.Tests;

/// <summary>
/// Fermionic beam splitters act on weight k as the k-th compound of what they are on weight 1: entry (I, J) is the minor of rows I and columns J.
/// Beam splitters of qubits that are no neighbours preserve weight too, but are no compound: they lack the sign of the ones in between.
/// </summary>
public class SubspaceCompoundTest
{
    [Test]
    public void Layouts_are_the_compounds_of_their_weight_one_matrix(
        [Values("pyramid", "X", "butterfly", "brick", "round-robin")] string layout, [Values(1, 2, 3)] int weight) =>
        Assert.That(DistanceFromCompound(WeightTapes.Of(8, WeightTapes.Layout(layout, 8)), weight), Is.LessThan(1e-12));

    [Test]
    public void Without_the_sign_of_the_qubits_between_they_are_none([Values(2, 3)] int weight)
    {
        var circuit = WeightTapes.Of(8, WeightTapes.Butterfly(8), fermionic: false);

        Assert.Multiple(() =>
        {
            Assert.That(CircuitInfo.Of(circuit).PreservesWeight, Is.True);
            Assert.That(DistanceFromCompound(circuit, weight), Is.GreaterThan(0.1));
        });
    }

    private static double DistanceFromCompound(Circuit circuit, int weight)
    {
        var theta = Tapes.Angles(weight, circuit.Parameters);
        var (one, compound, basis) = (MatrixOf(circuit, theta, 1), MatrixOf(circuit, theta, weight), new WeightBasis(circuit.Qubits, weight));
        var distance = 0.0;
        for (var i = 0; i < basis.Count; i++)
            for (var j = 0; j < basis.Count; j++)
            {
                var minor = Matrix<double>.Build.Dense(weight, weight, (r, c) => one[Element(i, r), Element(j, c)]).Determinant();
                distance = Math.Max(distance, Math.Abs(compound[i, j] - minor));
            }
        return distance;

        int Element(int subset, int place) => basis.Elements[subset * weight + place];
    }

    // Row l of the output of the identity is U |l⟩.
    private static Matrix<double> MatrixOf(Circuit circuit, double[] theta, int weight)
    {
        var states = (int)WeightBasis.CountOf(circuit.Qubits, weight);
        var executor = new CircuitExecutor<double>(circuit, ReadOut.Amplitudes, states, new ExecutorOptions { HammingWeight = weight });
        var output = new double[states * states];
        executor.Forward(theta, Matrix<double>.Build.DenseIdentity(states).ToRowMajorArray(), states, output);
        return Matrix<double>.Build.Dense(states, states, (row, column) => output[column * states + row]);
    }
}
