using System.Numerics;

namespace QaaHybrid.Circuits.Density;

/// <summary>
/// A linear map of density matrices on a few qubits, as a matrix: element (row R, column C) of ρ is number R 2ᵏ + C of a vector, and
/// ρ → Σ_K K ρ K† is Σ_K K ⊗ K*. A gate with all the noise after it is one such matrix.
/// </summary>
internal sealed class Superoperator
{
    private Superoperator(int[] qubits, Complex[,] matrix) => (Qubits, Matrix) = (qubits, matrix);

    /// <summary>What it acts on; the first is the most significant bit of R and of C.</summary>
    public int[] Qubits { get; }

    /// <summary>[4ᵏ, 4ᵏ].</summary>
    public Complex[,] Matrix { get; }

    /// <summary>The map of a gate or a channel.</summary>
    /// <param name="operators">The unitary, or all K.</param>
    /// <param name="qubits">What they act on.</param>
    public static Superoperator Of(IReadOnlyList<Complex[,]> operators, params int[] qubits)
    {
        var size = 1 << qubits.Length;
        var matrix = new Complex[size * size, size * size];
        foreach (var k in operators)
            for (var to = 0; to < size * size; to++)
                for (var from = 0; from < size * size; from++)
                    matrix[to, from] += k[to / size, from / size] * Complex.Conjugate(k[to % size, from % size]);
        return new Superoperator(qubits, matrix);
    }

    /// <summary>This map, then one on some of the same qubits.</summary>
    public Superoperator Then(Superoperator next) => new(Qubits, Multiply(next.On(Qubits), Matrix));

    /// <summary>The same map on more qubits, the identity on the others.</summary>
    public Complex[,] On(int[] qubits)
    {
        if (qubits.AsSpan().SequenceEqual(Qubits))
            return Matrix;
        var size = 1 << 2 * qubits.Length;
        // Where the bits of R and C of the own qubits stand in the wider index.
        int[] bits = [.. new[] { qubits.Length, 0 }.SelectMany(half => Qubits.Select(q => half + qubits.Length - 1 - Array.IndexOf(qubits, q)))];
        var own = bits.Sum(bit => 1 << bit);
        var wide = new Complex[size, size];
        for (var to = 0; to < size; to++)
            for (var from = 0; from < size; from++)
                if ((to & ~own) == (from & ~own))
                    wide[to, from] = Matrix[Pick(to), Pick(from)];
        return wide;

        int Pick(int index) => bits.Aggregate(0, (picked, bit) => 2 * picked + (index >> bit & 1));
    }

    private static Complex[,] Multiply(Complex[,] a, Complex[,] b)
    {
        var size = a.GetLength(0);
        var product = new Complex[size, size];
        for (var row = 0; row < size; row++)
            for (var middle = 0; middle < size; middle++)
                // Most are zero: noise and gates couple few elements.
                if (a[row, middle] is var factor && factor != Complex.Zero)
                    for (var column = 0; column < size; column++)
                        product[row, column] += factor * b[middle, column];
        return product;
    }
}
