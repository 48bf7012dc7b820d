namespace QaaHybrid.Circuits.Dense;

/// <summary>
/// A complex circuit as a real one on one qubit more, the first, which tells real parts (0) from imaginary ones (1). i becomes -iY of that qubit,
/// so exp(-i t P/2) with a real P turns about P⊗Y by -t; real gates stay as they are. It equals the given circuit up to a global phase.
/// </summary>
internal static class RealTape
{
    /// <summary>The real circuit. Its parameters are those of the given one.</summary>
    public static Circuit Of(Circuit circuit)
    {
        var gates = new List<Gate>();
        foreach (var gate in circuit.Gates)
            Add(gates, gate with { Q0 = gate.Q0 + 1, Q1 = gate.Q1 < 0 ? -1 : gate.Q1 + 1, Q2 = gate.Q2 < 0 ? -1 : gate.Q2 + 1 });
        return new Circuit($"{circuit.Name}, real", circuit.Qubits + 1, circuit.AuxiliaryQubits, circuit.Parameters, gates);
    }

    private static void Add(List<Gate> gates, Gate gate)
    {
        switch (gate.Kind)
        {
            case GateKind.S:
                AboutZ(gates, gate.Q0, Angle.Constant(Math.PI / 2));
                break;
            case GateKind.SAdj:
                AboutZ(gates, gate.Q0, Angle.Constant(-Math.PI / 2));
                break;
            case GateKind.T:
                AboutZ(gates, gate.Q0, Angle.Constant(Math.PI / 4));
                break;
            case GateKind.TAdj:
                AboutZ(gates, gate.Q0, Angle.Constant(-Math.PI / 4));
                break;
            case GateKind.RZ:
                AboutZ(gates, gate.Q0, gate.Angle);
                break;
            case GateKind.RX:
                AboutX(gates, gate.Q0, gate.Angle);
                break;
            case GateKind.SX:
                AboutX(gates, gate.Q0, Angle.Constant(Math.PI / 2));
                break;
            case GateKind.Y:
                // iY = Z X.
                gates.AddRange([new Gate(GateKind.X, gate.Q0), new Gate(GateKind.Z, gate.Q0)]);
                break;
            case GateKind.CY:
                // CY = S_t CX S†_t.
                AboutZ(gates, gate.Q1, Angle.Constant(-Math.PI / 2));
                gates.Add(new Gate(GateKind.CX, gate.Q0, gate.Q1));
                AboutZ(gates, gate.Q1, Angle.Constant(Math.PI / 2));
                break;
            case GateKind.RZZ:
                AboutPair(gates, gate, []);
                break;
            case GateKind.RXX:
                AboutPair(gates, gate, [new Gate(GateKind.H, gate.Q0), new Gate(GateKind.H, gate.Q1)]);
                break;
            case GateKind.RYY:
                // CZ (X⊗X) CZ = XZ⊗ZX = Y⊗Y.
                AboutPair(gates, gate, [new Gate(GateKind.CZ, gate.Q0, gate.Q1), new Gate(GateKind.H, gate.Q0), new Gate(GateKind.H, gate.Q1)]);
                break;
            default:
                gates.Add(gate);
                break;
        }
    }

    // exp(-i t P⊗P'/2): between a change of basis and its undoing, a rotation about the parity of two qubits, kept on the second.
    private static void AboutPair(List<Gate> gates, Gate gate, Gate[] basis)
    {
        gates.AddRange(basis);
        gates.Add(new Gate(GateKind.CX, gate.Q0, gate.Q1));
        AboutZ(gates, gate.Q1, gate.Angle);
        gates.Add(new Gate(GateKind.CX, gate.Q0, gate.Q1));
        gates.AddRange(Enumerable.Reverse(basis));
    }

    private static void AboutX(List<Gate> gates, int qubit, Angle angle)
    {
        gates.Add(new Gate(GateKind.H, qubit));
        AboutZ(gates, qubit, angle);
        gates.Add(new Gate(GateKind.H, qubit));
    }

    // exp(-i t Z/2), i as -iY of the first qubit: that turns by -t where the other qubit is 0, by t where it is 1.
    private static void AboutZ(List<Gate> gates, int qubit, Angle angle)
    {
        gates.Add(new Gate(GateKind.CX, qubit, 0));
        gates.Add(new Gate(GateKind.RY, 0, angle.Negated));
        gates.Add(new Gate(GateKind.CX, qubit, 0));
    }
}
