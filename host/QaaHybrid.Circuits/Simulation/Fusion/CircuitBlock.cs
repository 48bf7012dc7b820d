using System.Numerics;

namespace QaaHybrid.Circuits.Fusion;

/// <summary>
/// Gates of a tape that are one matrix on a few qubits: mostly two, more where a multiply controlled gate and its auxiliary qubits demand it.
/// </summary>
public sealed class CircuitBlock
{
    internal CircuitBlock(Circuit circuit, Piece piece)
    {
        Pattern = piece.Pattern;
        Gates = [.. piece.Gates];
        Parameters = [.. piece.Parameters];
        RegisterQubits = [.. piece.Qubits.Where(qubit => qubit < circuit.Qubits)];
    }

    /// <summary>Places of its gates in the tape, first applied first.</summary>
    public IReadOnlyList<int> Gates { get; }

    /// <summary>The register's qubits that it acts on, by their numbers in the tape. Clean auxiliary qubits are no part of it any more.</summary>
    public IReadOnlyList<int> Qubits => RegisterQubits;

    /// <summary>The parameters that its angles refer to, by their numbers in the tape.</summary>
    public IReadOnlyList<int> Parameters { get; }

    /// <summary>What its matrix is, found from its numbers at random angles.</summary>
    public BlockClass Class => Pattern.Class;

    internal BlockPattern Pattern { get; }

    internal int[] RegisterQubits { get; }

    /// <summary>Its matrix on <see cref="Qubits"/>, the first of them the most significant, auxiliary qubits starting and ending in |0⟩.</summary>
    /// <param name="theta">All parameters of the tape, radians.</param>
    /// <returns>[2^k, 2^k].</returns>
    public Complex[,] Matrix(ReadOnlySpan<double> theta)
    {
        var own = new double[Parameters.Count];
        for (var p = 0; p < own.Length; p++)
            own[p] = theta[Parameters[p]];
        var found = Pattern.Matrix(own);
        var size = 1 << RegisterQubits.Length;
        var matrix = new Complex[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                matrix[Reversed(row), Reversed(column)] = found[column * size + row];
        return matrix;
    }

    // The pattern counts its first qubit as the least significant bit.
    private int Reversed(int index)
    {
        var reversed = 0;
        for (var q = 0; q < RegisterQubits.Length; q++)
            reversed |= (index >> q & 1) << RegisterQubits.Length - 1 - q;
        return reversed;
    }
}
