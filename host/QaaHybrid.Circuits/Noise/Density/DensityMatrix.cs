using System.Numerics;
using System.Runtime.Intrinsics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Density;

/// <summary>
/// The density matrix of all qubits of a tape, in double precision: exact probabilities of a noisy circuit. Real and imaginary parts lie in
/// two planes of 4ⁿ numbers, row by row.
/// </summary>
internal sealed unsafe class DensityMatrix
{
    /// <summary>A matrix of more qubits than this is not held: 10 take 16 MiB.</summary>
    public const int MaxWidth = 10;

    private readonly int _width;
    private readonly AlignedBuffer<double> _buffer = new();

    private DensityMatrix(int width, ReadOnlySpan<double> state, int auxiliary)
    {
        _width = width;
        new Span<double>(Real, 2 << 2 * width).Clear();
        for (var row = 0; row < state.Length; row++)
            for (var column = 0; column < state.Length; column++)
                Real[(row << auxiliary << width) + (column << auxiliary)] = state[row] * state[column];
    }

    private double* Real => _buffer.AtLeast(2 << 2 * _width);

    private double* Imaginary => Real + (1 << 2 * _width);

    /// <summary>The density matrix after a noisy circuit.</summary>
    /// <param name="circuit">The tape, of at most <see cref="MaxWidth"/> qubits with the auxiliary ones.</param>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="state">Real amplitudes of the normalised state it starts from, at most 2ⁿ.</param>
    /// <param name="noise">Where which noise acts; its read-out error is left to whoever reads.</param>
    /// <param name="threads">Threads that share the work; results do not depend on it.</param>
    public static DensityMatrix After(Circuit circuit, ReadOnlySpan<double> theta, ReadOnlySpan<double> state, NoiseModel noise, int threads = 1)
    {
        var matrix = new DensityMatrix(circuit.Width, state, circuit.AuxiliaryQubits);
        foreach (var map in NoisyCircuit.Maps(circuit, theta, noise))
            if (Vector512.IsHardwareAccelerated)
                matrix.Apply<Lanes512<double>>(map, threads);
            else if (Vector256.IsHardwareAccelerated)
                matrix.Apply<Lanes256<double>>(map, threads);
            else
                matrix.Apply<Lanes128<double>>(map, threads);
        return matrix;
    }

    /// <summary>An element.</summary>
    public Complex this[int row, int column] => new(Real[(row << _width) + column], Imaginary[(row << _width) + column]);

    /// <summary>Probabilities of the basis states of the first <paramref name="qubits"/> qubits, whatever the others are.</summary>
    public double[] Probabilities(int qubits)
    {
        var probabilities = new double[1 << qubits];
        for (var l = 0; l < 1 << _width; l++)
            // Rounding may leave -1e-20 where nothing is.
            probabilities[l >> _width - qubits] += Math.Max(0, Real[(l << _width) + l]);
        return probabilities;
    }

    /// <summary>Applies a map with registers of one width.</summary>
    internal void Apply<TLanes>(Superoperator map, int threads)
        where TLanes : struct, ILanes<TLanes, double>
    {
        var work = new MapWork<TLanes>(map, _width, Real, Imaginary);
        TilePool.Shared.Run(work, work.Tiles, threads);
    }
}
