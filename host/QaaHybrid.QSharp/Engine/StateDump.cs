using System.Numerics;

namespace QaaHybrid.QSharp;

/// <summary>
/// A state that Q#'s <c>DumpMachine</c> showed: its non-zero amplitudes. The simulator drops amplitudes whose real and imaginary parts are
/// both at most 1e-10.
/// </summary>
/// <param name="Qubits">Number of allocated qubits.</param>
/// <param name="Index">Basis states, big-endian (the qubit allocated first is the most significant bit), ascending.</param>
/// <param name="Re">Real parts of their amplitudes.</param>
/// <param name="Im">Imaginary parts of their amplitudes.</param>
public sealed record StateDump(int Qubits, IReadOnlyList<long> Index, IReadOnlyList<double> Re, IReadOnlyList<double> Im)
{
    /// <summary>All 2ⁿ amplitudes.</summary>
    /// <exception cref="NotSupportedException">There are more than 2³⁰.</exception>
    public Complex[] ToAmplitudes()
    {
        if (Qubits > 30)
            throw new NotSupportedException($"a state of {Qubits} qubits does not fit into an array");
        var amplitudes = new Complex[1L << Qubits];
        for (var i = 0; i < Index.Count; i++)
            amplitudes[Index[i]] = new Complex(Re[i], Im[i]);
        return amplitudes;
    }
}
