using System.Text;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>A tape as Q# text, gate by gate: for tapes that come from somewhere else.</summary>
internal static class QSharpTape
{
    /// <summary>A block that applies a tape to fresh qubits and shows their state.</summary>
    public static string Dump(Circuit circuit, ReadOnlySpan<double> theta) => Block(circuit, theta, "Std.Diagnostics.DumpMachine(); ResetAll(q);");

    /// <summary>A block that applies a tape to fresh qubits and measures the register.</summary>
    public static string Measured(Circuit circuit, ReadOnlySpan<double> theta) =>
        Block(circuit, theta, $"let results = Std.Measurement.MResetEachZ(q[0..{circuit.Qubits - 1}]); ResetAll(q); results");

    private static string Block(Circuit circuit, ReadOnlySpan<double> theta, string end)
    {
        var text = new StringBuilder($"{{ use q = Qubit[{circuit.Width}];\n");
        foreach (var gate in circuit.Gates)
            text.Append(Statement(gate, gate.Angle.At(theta))).Append('\n');
        return text.Append(end).Append(" }").ToString();
    }

    private static string Statement(Gate gate, double angle)
    {
        var qubits = gate.Arity switch
        {
            1 => $"q[{gate.Q0}]",
            2 => $"q[{gate.Q0}], q[{gate.Q1}]",
            _ => $"q[{gate.Q0}], q[{gate.Q1}], q[{gate.Q2}]",
        };
        return gate.IsRotation ? $"{Name(gate.Kind)}({QSharpText.Literal(angle)}, {qubits});" : $"{Name(gate.Kind)}({qubits});";
    }

    private static string Name(GateKind kind) => kind switch
    {
        GateKind.SAdj => "Adjoint S",
        GateKind.TAdj => "Adjoint T",
        GateKind.RX => "Rx",
        GateKind.RY => "Ry",
        GateKind.RZ => "Rz",
        GateKind.RXX => "Rxx",
        GateKind.RYY => "Ryy",
        GateKind.RZZ => "Rzz",
        GateKind.CX => "CNOT",
        GateKind.CCX => "CCNOT",
        _ => kind.ToString(),
    };
}
