using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits;

/// <summary>
/// A stretch of tape as Pauli rotations only: its Clifford gates are moved behind them, which turns every axis into another Pauli operator
/// (see <see cref="CliffordFrame"/>). Whether two rotations change places is then seen from their axes.
/// </summary>
internal sealed class RotationTape
{
    // Axes are masks of 32 bits.
    private const int MostQubits = 32;

    private readonly Circuit _circuit;
    private readonly Dictionary<int, int> _bits;
    private readonly CliffordFrame _frame;
    private readonly List<TapeRotation> _rotations = [];

    private RotationTape(Circuit circuit, Dictionary<int, int> bits)
    {
        _circuit = circuit;
        _bits = bits;
        _frame = new CliffordFrame(bits.Count);
    }

    /// <summary>The rotations, first applied first.</summary>
    public IReadOnlyList<TapeRotation> Rotations => _rotations;

    /// <summary>A whole tape; null where it has more than 32 qubits.</summary>
    public static RotationTape? Of(Circuit circuit) =>
        circuit.Width > MostQubits ? null : Of(circuit, 0, circuit.Gates.Count, Enumerable.Range(0, circuit.Width));

    /// <summary>The gates from one to before another; null where they act on more than 32 qubits.</summary>
    public static RotationTape? Of(Circuit circuit, int from, int to)
    {
        var touched = new SortedSet<int>();
        for (var i = from; i < to && touched.Count <= MostQubits; i++)
            touched.UnionWith(((int[])[circuit.Gates[i].Q0, circuit.Gates[i].Q1, circuit.Gates[i].Q2]).Where(qubit => qubit >= 0));
        return touched.Count > MostQubits ? null : Of(circuit, from, to, touched);
    }

    /// <summary>The mask of a qubit.</summary>
    public uint Bit(int qubit) => 1u << _bits[qubit];

    /// <summary>Z of a qubit, measured behind the tape, as an operator in front of the Clifford gates.</summary>
    public PauliString MeasuredZ(int qubit) => _frame.Z(_bits[qubit]);

    private static RotationTape Of(Circuit circuit, int from, int to, IEnumerable<int> qubits)
    {
        var tape = new RotationTape(circuit, qubits.Select((qubit, bit) => (qubit, bit)).ToDictionary(pair => pair.qubit, pair => pair.bit));
        for (var i = from; i < to; i++)
            tape.Take(i);
        return tape;
    }

    private void Take(int index)
    {
        var gate = _circuit.Gates[index];
        var q0 = Bit(gate.Q0);
        var q1 = gate.Q1 < 0 ? 0 : Bit(gate.Q1);
        if (gate.Kind == GateKind.CCX)
            TakeToffoli(index, PauliString.ZOn(q0), PauliString.ZOn(q1), PauliString.XOn(Bit(gate.Q2)));
        else if (PauliGate.Turn(gate) is not { } angle)
            foreach (var (axis, turns) in PauliGate.Clifford(gate.Kind, q0, q1))
                _frame.Turn(axis, turns);
        else if (PlaneProgram.QuarterTurns(angle) is { } quarters)
            _frame.Turn(PauliGate.Axis(gate.Kind, q0, q1), quarters);
        else
            Add(index, PauliGate.Axis(gate.Kind, q0, q1), angle);
    }

    // exp(iπ (1 - Z₀)/2 (1 - Z₁)/2 (1 - X)/2), multiplied out.
    private void TakeToffoli(int index, PauliString z0, PauliString z1, PauliString x)
    {
        foreach (var axis in (PauliString[])[z0, z1, x, z0 * z1 * x])
            Add(index, axis, Angle.Constant(Math.PI / 4));
        foreach (var axis in (PauliString[])[z0 * z1, z0 * x, z1 * x])
            Add(index, axis, Angle.Constant(-Math.PI / 4));
    }

    private void Add(int index, PauliString axis, Angle angle) => _rotations.Add(new TapeRotation(index, _frame.Pull(axis), angle));
}

/// <summary>exp(-i t P / 2).</summary>
/// <param name="Gate">Index of the gate that it comes from.</param>
/// <param name="Axis">P, in front of all Clifford gates of the stretch.</param>
/// <param name="Angle">t.</param>
internal readonly record struct TapeRotation(int Gate, PauliString Axis, Angle Angle)
{
    /// <summary>Whether it changes places with another.</summary>
    public bool CommutesWith(TapeRotation other) => !Axis.AnticommutesWith(other.Axis);

    /// <summary>Whether it turns by a multiple of a parameter.</summary>
    public bool Uses(int parameter) => Angle.Parameter == parameter && Angle.Scale != 0;
}
