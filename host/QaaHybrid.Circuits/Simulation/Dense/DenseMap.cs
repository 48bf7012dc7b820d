using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Circuits.Dense;

/// <summary>
/// A circuit as a linear map of real vectors: what gives its matrix, and the gradient of that. Rows of the matrix are the images of the basis
/// states; where they are complex, imaginary parts follow the real ones.
/// </summary>
/// <param name="Engine">Runs the circuit on unnormalised rows and reads amplitudes.</param>
/// <param name="States">Basis states.</param>
/// <param name="IsComplex">Whether a row has imaginary parts.</param>
internal sealed record DenseMap<T>(BatchEngine<T> Engine, int States, bool IsComplex)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Numbers of a row.</summary>
    public int Outputs => States * (IsComplex ? 2 : 1);

    /// <summary>The map over all 2ⁿ amplitudes.</summary>
    public static DenseMap<T> Of(Circuit circuit, int threads)
    {
        var states = 1 << circuit.Qubits;
        if (AmplitudeSigns.TryFind(circuit, states, out _) is { } signs)
            return new DenseMap<T>(Amplitudes(circuit, states, threads, signs), states, false);
        var real = RealTape.Of(circuit);
        return new DenseMap<T>(Amplitudes(real, 2 * states, threads, AmplitudeSigns.Of(real, 2 * states)), states, true);
    }

    private static BatchEngine<T> Amplitudes(Circuit circuit, int outputs, int threads, bool[] signs) =>
        BatchEngine<T>.Create(new EngineSettings(circuit, ReadOut.Amplitudes, outputs, false, threads, signs));

    /// <summary>The map over the amplitudes of one Hamming weight.</summary>
    public static DenseMap<T> Of(SubspaceProgram program, int threads)
    {
        var outputs = program.Basis.Count * (program.IsComplex ? 2 : 1);
        var settings = new EngineSettings(program.Blocks.Circuit, ReadOut.Amplitudes, outputs, false, threads, []);
        return new DenseMap<T>(SubspaceEngine.Create<T>(settings, program), program.Basis.Count, program.IsComplex);
    }
}
