using MathNet.Numerics.LinearAlgebra;

namespace QaaHybrid.Circuits.Tests;

public class PyramidAnglesTest
{
    [Test]
    public void The_weight_one_block_is_the_rotation([Values(2, 3, 5, 8, 22, 44)] int qubits) =>
        Check(RandomRotation(qubits, seed: qubits));

    [Test]
    public void Angles_of_a_pyramid_are_found_again()
    {
        // Where no length along a column changes its sign, they are unique: sines below zero, cosines above.
        double[] theta = [.. Tapes.Angles(3, 15).Select(angle => -0.1 - 1.3 * Math.Abs(Math.Sin(angle)))];
        Assert.That(PyramidAngles.Of(MatrixOf(6, theta).Transpose().ToColumnMajorArray(), 6), Is.EqualTo(theta).Within(1e-10));
    }

    [TestCase(1e-3)]
    [TestCase(1e-8)]
    [TestCase(1e-13)]
    [TestCase(1e-17)]
    [TestCase(0.0)]
    public void Rotations_near_the_identity_and_near_permutations_are_exact_too(double size)
    {
        const int n = 9;
        var skew = Matrix<double>.Build.Random(n, n, 4) * size;
        skew -= skew.Transpose();
        var one = Matrix<double>.Build.DenseIdentity(n);
        var near = (one - skew) * (one + skew).Inverse();
        Check(near);
        // An even permutation: three rows in a ring.
        int[] places = [2, 0, 1, 3, 4, 5, 6, 8, 7];
        var permuted = Matrix<double>.Build.Dense(n, n, (i, j) => near[places[i], j] * (i == 7 ? -1 : 1));
        Check(permuted);
        // Half turns: −1 on an even number of coordinates.
        Check(Matrix<double>.Build.Dense(n, n, (i, j) => near[i, j] * (i < 4 ? -1 : 1)));
    }

    [Test]
    public void Higher_weights_are_compounds() =>
        CompoundMatrix.Check(WeightTapes.Of(7, WeightTapes.Pyramid(7)), PyramidAngles.Of(RandomRotation(7, seed: 1).Transpose().ToColumnMajorArray(), 7));

    [Test]
    public void A_reflection_is_refused()
    {
        var reflection = RandomRotation(4, seed: 2);
        reflection.SetRow(1, -reflection.Row(1));
        Assert.That(() => PyramidAngles.Of(reflection.Transpose().ToColumnMajorArray(), 4), Throws.ArgumentException.With.Message.Contain("determinant -1"));
    }

    [Test]
    public void What_is_no_rotation_is_refused_with_the_rows_that_show_it()
    {
        var stretched = RandomRotation(4, seed: 3);
        stretched.SetRow(2, stretched.Row(2) * 1.001);
        Assert.That(() => PyramidAngles.Of(stretched.Transpose().ToColumnMajorArray(), 4), Throws.ArgumentException.With.Message.Contain("rows 2 and 2"));
        Assert.That(() => PyramidAngles.Of([double.NaN, 0, 0, 1], 2), Throws.ArgumentException.With.Message.Contain("NaN"));
        Assert.That(() => PyramidAngles.Of(new double[5], 2), Throws.ArgumentException.With.Message.Contain("5 were given"));
    }

    private static void Check(Matrix<double> a)
    {
        var n = a.RowCount;
        var angles = PyramidAngles.Of(a.Transpose().ToColumnMajorArray(), n);
        Assert.That((MatrixOf(n, angles) - a).Enumerate().Max(Math.Abs), Is.LessThan(1e-12));
    }

    // Row l of the output of the identity is U |l⟩.
    private static Matrix<double> MatrixOf(int n, double[] theta)
    {
        var executor = new CircuitExecutor<double>(WeightTapes.Of(n, WeightTapes.Pyramid(n)), ReadOut.Amplitudes, n, new ExecutorOptions { HammingWeight = 1 });
        var output = new double[n * n];
        executor.Forward(theta, Matrix<double>.Build.DenseIdentity(n).ToColumnMajorArray(), n, output);
        return Matrix<double>.Build.Dense(n, n, (row, column) => output[column * n + row]);
    }

    private static Matrix<double> RandomRotation(int n, int seed)
    {
        var q = Matrix<double>.Build.Random(n, n, seed).QR().Q;
        if (q.Determinant() < 0)
            q.SetRow(0, -q.Row(0));
        return q;
    }
}
