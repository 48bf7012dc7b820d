using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace QaaHybrid.Circuits.Tests;

/// <summary>Real circuits that keep the Hamming weight, block by block.</summary>
internal static class CompoundMatrix
{
    /// <summary>Holds a circuit of RBS gates against the compounds of its weight-one block, to 1e-12.</summary>
    public static void Check(Circuit circuit, double[] theta)
    {
        var n = circuit.Qubits;
        var unitary = Unitary(circuit, theta);
        var a = Block(unitary, n, 1);
        Assert.That((a.TransposeThisAndMultiply(a) - Matrix<double>.Build.DenseIdentity(n)).InfinityNorm(), Is.LessThan(1e-12), "A is orthogonal");
        Assert.That(a.Determinant(), Is.EqualTo(1).Within(1e-12));
        for (var k = 1; k <= n; k++)
        {
            var subsets = Subsets(n, k).ToArray();
            var block = Block(unitary, n, k);
            for (var i = 0; i < subsets.Length; i++)
                for (var j = 0; j < subsets.Length; j++)
                {
                    var minor = Matrix<double>.Build.Dense(k, k, (r, c) => a[subsets[i][r], subsets[j][c]]).Determinant();
                    Assert.That(block[i, j], Is.EqualTo(minor).Within(1e-12), $"n = {n}, k = {k}, I = {string.Join(',', subsets[i])}, J = {string.Join(',', subsets[j])}");
                }
        }
    }

    /// <summary>The matrix of a real circuit. All basis states go through the fast executor as one batch; row l of its output is U |l⟩.</summary>
    public static double[,] Unitary(Circuit circuit, double[] theta)
    {
        var size = 1 << circuit.Qubits;
        var executor = new CircuitExecutor<double>(circuit, ReadOut.Amplitudes, size);
        double[] identity = new double[size * size], output = new double[size * size];
        for (var l = 0; l < size; l++)
            identity[l * size + l] = 1;
        executor.Forward(theta, identity, size, output);
        var unitary = new double[size, size];
        for (var l = 0; l < size; l++)
            for (var m = 0; m < size; m++)
                unitary[m, l] = output[l * size + m];
        return unitary;
    }

    private static Matrix<double> Block(double[,] unitary, int n, int k)
    {
        // The subset {i, j, …} of qubits that are 1, as a basis state: qubit 0 is the most significant bit.
        var states = Subsets(n, k).Select(subset => subset.Sum(qubit => 1 << (n - 1 - qubit))).ToArray();
        return Matrix<double>.Build.Dense(states.Length, states.Length, (i, j) => unitary[states[i], states[j]]);
    }

    private static IEnumerable<int[]> Subsets(int n, int k) => Enumerable.Range(0, 1 << n)
        .Where(mask => BitOperations.PopCount((uint)mask) == k)
        .Select(mask => Enumerable.Range(0, n).Where(qubit => (mask >> (n - 1 - qubit) & 1) == 1).ToArray())
        .OrderBy(subset => string.Join(',', subset), StringComparer.Ordinal);
}
