namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// Every gate of the tape except CCX is, up to a global phase, a product of Pauli rotations exp(-i t P / 2): by an angle where the gate has
/// one, by quarter turns (t = m π/2) where it is a Clifford gate.
/// </summary>
internal static class PauliGate
{
    /// <summary>The Pauli operator that a rotation turns about; T gates are RZ(±π/4).</summary>
    public static PauliString Axis(GateKind kind, uint q0, uint q1) => kind switch
    {
        GateKind.RX => PauliString.XOn(q0),
        GateKind.RY => PauliString.YOn(q0),
        GateKind.RZ or GateKind.T or GateKind.TAdj => PauliString.ZOn(q0),
        GateKind.RXX => PauliString.XOn(q0) * PauliString.XOn(q1),
        GateKind.RYY => PauliString.YOn(q0) * PauliString.YOn(q1),
        GateKind.RZZ => PauliString.ZOn(q0) * PauliString.ZOn(q1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no rotation"),
    };

    /// <summary>What a rotation turns by; null for a Clifford gate.</summary>
    public static Angle? Turn(Gate gate) => gate.Kind switch
    {
        GateKind.T => Angle.Constant(Math.PI / 4),
        GateKind.TAdj => Angle.Constant(-Math.PI / 4),
        _ => gate.IsRotation ? gate.Angle : null,
    };

    /// <summary>
    /// The phase, in units of π/8, that the gate's matrix has more than the rotations that stand for it: X = i exp(-iπ/2 X), S = exp(iπ/4) exp(-iπ/4 Z),
    /// a controlled P = -exp(iπ/4) times its three turns below, as the last of them goes round by 3π/4 in place of -π/4.
    /// </summary>
    public static int Eighths(GateKind kind) => kind switch
    {
        GateKind.X or GateKind.Y or GateKind.Z or GateKind.H => 4,
        GateKind.S or GateKind.SX or GateKind.SWAP => 2,
        GateKind.SAdj => 6,
        GateKind.T => 1,
        GateKind.TAdj => 15,
        GateKind.CX or GateKind.CY or GateKind.CZ => 10,
        _ => 0,
    };

    /// <summary>
    /// The quarter turns of a Clifford gate, first applied first. H = RY(π/2) Z. With Π = (1 - Z)/2 (1 - P)/2, a controlled P is
    /// exp(iπΠ) = exp(iπ/4 (1 - Z - P + ZP)). SWAP = exp(-iπ/4 (XX + YY + ZZ)).
    /// </summary>
    public static (PauliString Axis, int QuarterTurns)[] Clifford(GateKind kind, uint q0, uint q1)
    {
        var (x, y, z) = (PauliString.XOn(q0), PauliString.YOn(q0), PauliString.ZOn(q0));
        return kind switch
        {
            GateKind.X => [(x, 2)],
            GateKind.Y => [(y, 2)],
            GateKind.Z => [(z, 2)],
            GateKind.H => [(z, 2), (y, 1)],
            GateKind.S => [(z, 1)],
            GateKind.SAdj => [(z, 3)],
            GateKind.SX => [(x, 1)],
            GateKind.CX => Controlled(PauliString.XOn(q1)),
            GateKind.CY => Controlled(PauliString.YOn(q1)),
            GateKind.CZ => Controlled(PauliString.ZOn(q1)),
            GateKind.SWAP => [(x * PauliString.XOn(q1), 1), (y * PauliString.YOn(q1), 1), (z * PauliString.ZOn(q1), 1)],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no Clifford gate"),
        };

        (PauliString, int)[] Controlled(PauliString target) => [(z, 1), (target, 1), (z * target, 3)];
    }
}
