using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator.Tests.Support;

/// <summary>Programs to run.</summary>
internal static class Programs
{
    public static Circuit Ghz(int qubits) => new(
        "ghz", qubits, 0, 0, [new(GateKind.H, 0), .. Enumerable.Range(1, qubits - 1).Select(i => new Gate(GateKind.CX, 0, i))]);

    /// <summary>Rotations and entanglers with no symmetry that could hide an error of order.</summary>
    public static Circuit Ansatz(int qubits) => new(
        "ansatz", qubits, 0, 0,
        [
            .. Enumerable.Range(0, qubits).Select(i => new Gate(GateKind.RY, i, Angle.Constant(0.3 + 0.41 * i))),
            .. Enumerable.Range(1, qubits - 1).Select(i => new Gate(GateKind.CX, i - 1, i)),
            .. Enumerable.Range(0, qubits).Select(i => new Gate(GateKind.RX, i, Angle.Constant(1.1 - 0.23 * i))),
            .. Enumerable.Range(1, qubits - 1).Select(i => new Gate(GateKind.RZZ, i, i - 1, -1, Angle.Constant(0.7 + i))),
            .. Enumerable.Range(0, qubits).Select(i => new Gate(GateKind.H, i)),
        ]);

    public static string Qir(Circuit circuit) => QirWriter.ToText(circuit, []);
}
