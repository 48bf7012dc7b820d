namespace QaaHybrid.Circuits.Fusion;

/// <summary>Some gates of a tape, all on a few qubits, and the pattern that they make there.</summary>
internal sealed class Piece(BlockPattern empty)
{
    /// <summary>Places of the gates in the tape, first applied first.</summary>
    public List<int> Gates { get; } = [];

    /// <summary>The tape's qubits; qubit q of the pattern is the q-th.</summary>
    public List<int> Qubits { get; } = [];

    /// <summary>The tape's parameters; parameter p of the pattern is the p-th.</summary>
    public List<int> Parameters { get; } = [];

    /// <summary>What the gates are together.</summary>
    public BlockPattern Pattern { get; private set; } = empty;

    /// <summary>Whether it came out of the search for pieces that preserve weight.</summary>
    public bool PreservesWeight { get; set; }

    public void Add(Circuit circuit, int index)
    {
        var gate = circuit.Gates[index];
        var angle = gate.Angle;
        if (!angle.IsConstant && gate.IsRotation)
            angle = angle with { Parameter = PlaceOf(Parameters, angle.Parameter) };
        else
            angle = Angle.Constant(gate.IsRotation ? angle.Offset : 0);
        var auxiliary = 0;
        var (q0, q1, q2) = (Local(gate.Q0, 0), Local(gate.Q1, 1), Local(gate.Q2, 2));
        Pattern = Pattern.Then(new LocalGate(gate.Kind, q0, q1, q2, (byte)auxiliary, angle));
        Gates.Add(index);

        sbyte Local(int qubit, int place)
        {
            if (qubit < 0)
                return -1;
            if (qubit >= circuit.Qubits)
                auxiliary |= 1 << place;
            return (sbyte)PlaceOf(Qubits, qubit);
        }
    }

    public void Add(Circuit circuit, Piece later)
    {
        foreach (var index in later.Gates)
            Add(circuit, index);
    }

    private static int PlaceOf(List<int> list, int value)
    {
        var place = list.IndexOf(value);
        if (place >= 0)
            return place;
        list.Add(value);
        return list.Count - 1;
    }
}
