using QaaHybrid.Circuits;

namespace QaaHybrid.Azure.Tests.Costs;

/// <summary>Circuits with known counts.</summary>
internal static class Samples
{
    /// <summary>H, then a chain of CX; further qubits as they are.</summary>
    public static Circuit Ghz(int qubits) => new(
        $"GHZ of {qubits}", qubits, 0, 0, [new Gate(GateKind.H, 0), .. Enumerable.Range(0, qubits - 1).Select(q => new Gate(GateKind.CX, q, q + 1))]);

    /// <summary>RY on every qubit, then a ring of CX, layer after layer.</summary>
    public static Circuit Ring(int qubits, int layers) => new("ring", qubits, 0, qubits * layers,
    [
        .. Enumerable.Range(0, layers).SelectMany(layer => (Gate[])
        [
            .. Enumerable.Range(0, qubits).Select(q => new Gate(GateKind.RY, q, new Angle(layer * qubits + q, 1, 0))),
            .. Enumerable.Range(0, qubits).Select(q => new Gate(GateKind.CX, q, (q + 1) % qubits)),
        ]),
    ]);
}
