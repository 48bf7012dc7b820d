using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>Counts of a tape for targets whose price does not rest on gates.</summary>
internal static class GenericGates
{
    /// <summary>Merged gates of one qubit, gates of two in CZ's class, measurements.</summary>
    public static IReadOnlyDictionary<string, long> Of(Circuit circuit)
    {
        var native = NativeGates.Of(circuit, GateKind.RZZ);
        return new Dictionary<string, long> { ["one_qubit"] = native.Turns, ["two_qubit"] = native.Interactions, ["measurement"] = circuit.Qubits };
    }
}
