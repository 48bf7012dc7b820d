using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters;

/// <summary>
/// A circuit with its loader in front: one tape that starts in |0…0⟩ and takes a vector as angles, the same gates for every vector. It is what a device can run,
/// and shifting the first of its parameters is shifting the vector.
/// </summary>
public sealed class EmbeddedCircuit
{
    private EmbeddedCircuit(Circuit loader, Circuit circuit) => (Tape, Inputs) = (loader.Then(circuit), loader.Parameters);

    /// <summary>The tape: loader, then circuit. Its parameters are the loader's 2ⁿ − 1 angles, then the circuit's.</summary>
    public Circuit Tape { get; }

    /// <summary>How many of the parameters are the loader's.</summary>
    public int Inputs { get; }

    /// <summary>Puts the loader in front of a circuit.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="circuits">Gives the loader.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<EmbeddedCircuit> OfAsync(Circuit circuit, ICircuitSource circuits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(circuits);
        return new EmbeddedCircuit(await circuits.ImportAsync(AmplitudeEmbedding.Request(circuit.Qubits), cancellationToken).ConfigureAwait(false), circuit);
    }

    /// <summary>The tape's parameters for a vector.</summary>
    /// <param name="vector">At most 2ⁿ numbers; the rest is zero. Its length does not matter.</param>
    /// <param name="theta">The circuit's angles, radians.</param>
    public double[] Point(ReadOnlySpan<double> vector, ReadOnlySpan<double> theta)
    {
        var padded = new double[Inputs + 1];
        vector.CopyTo(padded);
        return [.. AmplitudeEmbedding.Angles(padded), .. theta];
    }
}
