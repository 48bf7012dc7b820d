using System.Numerics;

namespace QaaHybrid.Circuits.Tests;

/// <summary>
/// What noise means, written as in a textbook: ρ → Σ K ρ K† with matrices of all qubits, one gate and one channel after the other.
/// </summary>
internal static class KrausSum
{
    /// <summary>The density matrix after a circuit of at most three or four qubits, from |0…0⟩.</summary>
    public static Complex[,] After(Circuit circuit, double[] theta, NoiseModel noise)
    {
        var size = 1 << circuit.Width;
        var rho = new Complex[size, size];
        rho[0, 0] = 1;
        foreach (var gate in circuit.Gates)
        {
            int[] qubits = gate.Arity switch { 1 => [gate.Q0], 2 => [gate.Q0, gate.Q1], _ => [gate.Q0, gate.Q1, gate.Q2] };
            rho = Apply([GateMatrix.Of(gate.Kind, gate.Angle.At(theta))], qubits, circuit.Width, rho);
            var rule = noise.Rules.FirstOrDefault(rule => rule.Covers(gate));
            foreach (var channel in rule?.Channels ?? [])
                if (channel.Qubits == 2)
                    rho = Apply(channel.KrausOperators, qubits, circuit.Width, rho);
                else
                    foreach (var q in qubits)
                        rho = Apply(channel.KrausOperators, [q], circuit.Width, rho);
        }
        for (var q = 0; q < circuit.Qubits; q++)
            foreach (var channel in noise.BeforeMeasurement)
                rho = Apply(channel.KrausOperators, [q], circuit.Width, rho);
        return rho;
    }

    private static Complex[,] Apply(IReadOnlyList<Complex[,]> operators, int[] qubits, int width, Complex[,] rho)
    {
        var size = 1 << width;
        var sum = new Complex[size, size];
        foreach (var k in operators)
        {
            var wide = Widen(k, qubits, width);
            var left = Multiply(wide, rho);
            for (var row = 0; row < size; row++)
                for (var column = 0; column < size; column++)
                    for (var i = 0; i < size; i++)
                        sum[row, column] += left[row, i] * Complex.Conjugate(wide[column, i]);
        }
        return sum;
    }

    private static Complex[,] Widen(Complex[,] small, int[] qubits, int width)
    {
        var size = 1 << width;
        var own = qubits.Sum(q => 1 << width - 1 - q);
        var wide = new Complex[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                if ((row & ~own) == (column & ~own))
                    wide[row, column] = small[Pick(row), Pick(column)];
        return wide;

        int Pick(int index) => qubits.Aggregate(0, (picked, q) => 2 * picked + (index >> width - 1 - q & 1));
    }

    private static Complex[,] Multiply(Complex[,] a, Complex[,] b)
    {
        var size = a.GetLength(0);
        var product = new Complex[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                for (var i = 0; i < size; i++)
                    product[row, column] += a[row, i] * b[i, column];
        return product;
    }
}
