namespace QaaHybrid.Circuits;

/// <summary>
/// One entry of a tape. Qubit 0 is the first qubit of the register, the most significant bit of a basis index.
/// </summary>
/// <param name="Kind">Which gate.</param>
/// <param name="Q0">First qubit (the control of a controlled gate).</param>
/// <param name="Q1">Second qubit, or -1.</param>
/// <param name="Q2">Third qubit, or -1.</param>
/// <param name="Angle">What a rotation turns by; meaningless for gates without an angle.</param>
public readonly record struct Gate(GateKind Kind, int Q0, int Q1, int Q2, Angle Angle)
{
    /// <summary>A gate without angle.</summary>
    public Gate(GateKind kind, int q0, int q1 = -1, int q2 = -1) : this(kind, q0, q1, q2, Angle.Constant(0)) { }

    /// <summary>A rotation of one qubit.</summary>
    public Gate(GateKind kind, int q0, Angle angle) : this(kind, q0, -1, -1, angle) { }

    /// <summary>Number of qubits the gate acts on.</summary>
    public int Arity => Q2 >= 0 ? 3 : Q1 >= 0 ? 2 : 1;

    /// <summary>Whether the gate turns by an angle.</summary>
    public bool IsRotation => Kind is GateKind.RX or GateKind.RY or GateKind.RZ or GateKind.RXX or GateKind.RYY or GateKind.RZZ;

    /// <summary>Whether the gate's matrix is real, so that real vectors stay real.</summary>
    public bool IsReal => Kind
        is GateKind.X or GateKind.Z or GateKind.H or GateKind.RY or GateKind.CX or GateKind.CZ or GateKind.SWAP or GateKind.CCX;

    /// <summary>The inverse gate, up to a global phase.</summary>
    public Gate Inverse => Kind switch
    {
        GateKind.S => this with { Kind = GateKind.SAdj },
        GateKind.SAdj => this with { Kind = GateKind.S },
        GateKind.T => this with { Kind = GateKind.TAdj },
        GateKind.TAdj => this with { Kind = GateKind.T },
        // SX is RX(π/2) up to a global phase, so RX(-π/2) undoes it up to one.
        GateKind.SX => new Gate(GateKind.RX, Q0, Angle.Constant(-Math.PI / 2)),
        _ when IsRotation => this with { Angle = Angle.Negated },
        _ => this,
    };

    /// <summary>Kind, angle, qubits. (What a record writes by itself would follow <see cref="Inverse"/> without end.)</summary>
    public override string ToString()
    {
        var qubits = Arity switch { 1 => $"{Q0}", 2 => $"{Q0}, {Q1}", _ => $"{Q0}, {Q1}, {Q2}" };
        return IsRotation ? $"{Kind}({Angle}) on {qubits}" : $"{Kind} on {qubits}";
    }
}
