namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// A tape as what moves data: Clifford gates go into a frame; what is left are plane rotations, merged where they turn the same planes, and doubly
/// controlled flips. Every plan is made from this.
/// </summary>
internal sealed class PlaneProgram
{
    private readonly Circuit _circuit;
    private readonly List<ProgramItem> _items = [];
    private int _eighths;

    public PlaneProgram(Circuit circuit)
    {
        _circuit = circuit;
        Imaginary = 1u << circuit.Width;
        Frame = new CliffordFrame(circuit.Width);
        foreach (var gate in circuit.Gates)
            Take(gate);
        Diagonalize();
    }

    /// <summary>What moves data, first applied first.</summary>
    public IReadOnlyList<ProgramItem> Items => _items;

    /// <summary>The Clifford gates, diagonalised: stored basis states are basis states.</summary>
    public CliffordFrame Frame { get; }

    /// <summary>The index bit that tells imaginary parts from real ones.</summary>
    public uint Imaginary { get; }

    /// <summary>Whether imaginary parts occur, up to one global phase; if not, real vectors stay real.</summary>
    public bool IsComplex => _items.Exists(item => (item.Difference & Imaginary) != 0);

    /// <summary>The phase, in units of π/8, by which the tape's matrices differ from the Pauli rotations that stand for them.</summary>
    public int Eighths => _eighths & 15;

    private void Take(Gate gate)
    {
        var q0 = Bit(gate.Q0);
        var q1 = gate.Q1 < 0 ? 0 : Bit(gate.Q1);
        _eighths += PauliGate.Eighths(gate.Kind);
        if (gate.Kind == GateKind.CCX)
        {
            TakeToffoli(q0, q1, Bit(gate.Q2));
            return;
        }
        if (PauliGate.Turn(gate) is not { } angle)
        {
            foreach (var (axis, turns) in PauliGate.Clifford(gate.Kind, q0, q1))
                Frame.Turn(axis, turns);
            return;
        }
        var about = PauliGate.Axis(gate.Kind, q0, q1);
        if (QuarterTurns(angle) is { } quarters)
            Frame.Turn(about, quarters);
        else
            Add(Frame.Pull(about), angle);

        uint Bit(int qubit) => 1u << (_circuit.Width - 1 - qubit);
    }

    // Constant multiples of π/2 are Clifford gates. Eight quarter turns of an angle, four of a plane, are the identity.
    internal static int? QuarterTurns(Angle angle)
    {
        var turns = angle.Offset / (Math.PI / 2);
        return angle.IsConstant && Math.Abs(turns - Math.Round(turns)) < 1e-14 && Math.Abs(turns) < 1e6 ? (int)Math.Round(turns) & 7 : null;
    }

    private void TakeToffoli(uint control0, uint control1, uint target)
    {
        var (z0, z1) = (Frame.Pull(PauliString.ZOn(control0)), Frame.Pull(PauliString.ZOn(control1)));
        if (!z0.IsDiagonal || !z1.IsDiagonal)
        {
            Diagonalize();
            (z0, z1) = (Frame.Pull(PauliString.ZOn(control0)), Frame.Pull(PauliString.ZOn(control1)));
        }
        ParityEquation[] controls = [new(z0.Z, z0.Phase == 0), new(z1.Z, z1.Phase == 0)];
        _items.Add(new PlaneFlip(controls, Frame.Pull(PauliString.XOn(target)), Imaginary));
    }

    private void Diagonalize()
    {
        foreach (var axis in Frame.Diagonalize())
            Add(axis, Angle.Constant(Math.PI / 2));
    }

    // A rotation moves back past everything it commutes with, to the nearest that turns the same pairs.
    private void Add(PauliString axis, Angle angle)
    {
        var rotation = PlaneRotation.Of(axis, Imaginary);
        for (var i = _items.Count - 1; i >= 0 && _items[i] is PlaneFan fan; i--)
        {
            if (fan.TryTake(rotation, angle))
                return;
            if (!fan.CommutesWith(rotation))
                break;
        }
        _items.Add(new PlaneFan(new Generator(rotation, angle)));
    }
}
