namespace QaaHybrid.Circuits;

/// <summary>
/// The host's copy of the function from data to angles that belongs to the Q# loader <c>QaaHybrid.Loaders.AmplitudeEmbedding</c>, a tree of
/// uniformly controlled RY rotations. (The circuit itself is in Q# only.)
/// </summary>
public static partial class AmplitudeEmbedding
{
    /// <summary>The Q# operation.</summary>
    public const string Operation = "QaaHybrid.Loaders.AmplitudeEmbedding";

    /// <summary>The operation's circuit, whose gates are the same for all data: 2ⁿ − 1 parameters, the angles.</summary>
    /// <param name="qubits">n.</param>
    public static CircuitRequest Request(int qubits) => new(null, Operation, qubits, (1 << qubits) - 1);

    /// <summary>
    /// The angles as they stand in the circuit. A node of the tree with the halves l and r of its part of the vector turns by
    /// 2 atan2(‖r‖, ‖l‖), a node above two numbers by 2 atan2(x_odd, x_even), which carries their signs. The 2ᵏ angles α of level k become
    /// <c>φ_j = 2⁻ᵏ Σ_i (-1)^{i·g_j} α_i, g_j = j ⊕ ⌊j/2⌋</c>, in Gray code (Möttönen et al., quant-ph/0407010).
    /// </summary>
    /// <param name="data">The vector; zeros are appended up to the next power of two, at least two. Its norm does not matter; zeros give |0…0⟩.</param>
    /// <returns>2ⁿ - 1 angles, radians, level by level from the root.</returns>
    /// <exception cref="ArgumentException">The vector is empty.</exception>
    public static double[] Angles(ReadOnlySpan<double> data)
    {
        if (data.IsEmpty)
            throw new ArgumentException("no numbers to load", nameof(data));
        var length = 2;
        while (length < data.Length)
            length *= 2;
        var amplitudes = new double[length];
        data.CopyTo(amplitudes);
        var angles = new double[length - 1];
        for (var nodes = 1; nodes < length; nodes *= 2)
        {
            var half = length / nodes / 2;
            var level = new double[nodes];
            for (var node = 0; node < nodes; node++)
            {
                var left = amplitudes.AsSpan(2 * half * node, half);
                var right = amplitudes.AsSpan(2 * half * node + half, half);
                level[node] = 2 * (half == 1 ? Math.Atan2(right[0], left[0]) : Math.Atan2(Norm(right), Norm(left)));
            }
            ToGrayCode(level, angles.AsSpan(nodes - 1, nodes));
        }
        return angles;
    }

    // A fast Walsh–Hadamard transform; its entry j in Gray code goes to place j.
    private static void ToGrayCode(double[] nodes, Span<double> angles)
    {
        WalshHadamard(nodes);
        for (var j = 0; j < nodes.Length; j++)
            angles[j] = nodes[j ^ j >> 1] / nodes.Length;
    }

    private static void WalshHadamard(double[] nodes)
    {
        for (var stride = 1; stride < nodes.Length; stride *= 2)
            for (var i = 0; i < nodes.Length; i++)
                if ((i & stride) == 0)
                    (nodes[i], nodes[i + stride]) = (nodes[i] + nodes[i + stride], nodes[i] - nodes[i + stride]);
    }

    /// <summary>‖x‖₂, which a vector is loaded without.</summary>
    public static double Norm(ReadOnlySpan<double> values)
    {
        var squares = 0.0;
        foreach (var x in values)
            squares += x * x;
        return Math.Sqrt(squares);
    }
}
