namespace QaaHybrid.Circuits.Drawing;

/// <summary>A tape laid out in columns: every gate stands as far left as the wires that it crosses are free.</summary>
internal sealed class DrawnCircuit
{
    public DrawnCircuit(Circuit circuit, DrawingOptions options)
    {
        Qubits = Math.Min(circuit.Width, options.MaxQubits);
        QubitsLeft = circuit.Width - Qubits;
        WireNames = [.. Enumerable.Range(0, Qubits).Select(q => q < circuit.Qubits ? $"q{q}" : $"a{q - circuit.Qubits}")];
        var free = new int[Qubits];
        var columns = new List<List<DrawnGate>>();
        var drawn = 0;
        for (var i = 0; i < circuit.Gates.Count;)
        {
            if (drawn == options.MaxGates)
            {
                GatesLeft += circuit.Gates.Count - i;
                break;
            }
            var (gate, length) = Next(circuit.Gates, i, options);
            i += length;
            if (gate.Bottom >= Qubits)
            {
                GatesLeft += length;
                continue;
            }
            drawn++;
            var column = free[gate.Top..(gate.Bottom + 1)].Max();
            if (column == columns.Count)
                columns.Add([]);
            columns[column].Add(gate);
            Array.Fill(free, column + 1, gate.Top, gate.Bottom - gate.Top + 1);
        }
        Columns = columns;
    }

    public int Qubits { get; }

    public string[] WireNames { get; }

    public IReadOnlyList<IReadOnlyList<DrawnGate>> Columns { get; }

    /// <summary>How many qubits there was no room for.</summary>
    public int QubitsLeft { get; }

    /// <summary>How many gates of the tape there was no room for: too many, or on qubits that are not shown.</summary>
    public int GatesLeft { get; }

    /// <summary>What is missing, in words; null where nothing is.</summary>
    public string? Note => (QubitsLeft, GatesLeft) switch
    {
        (0, 0) => null,
        (0, _) => $"… and {GatesLeft} more gates",
        _ => $"… and {QubitsLeft} more qubits; {GatesLeft} more gates, those that touch them among these",
    };

    // What begins at an index of the tape, and how many of its gates that is.
    private static (DrawnGate Gate, int Length) Next(IReadOnlyList<Gate> gates, int start, DrawingOptions options) =>
        options.FuseRbs && CompositeGate.Find(gates, start) is { } composite
            ? (Draw(composite, options.Theta), composite.Length)
            : (Draw(gates[start], options.Theta), 1);

    // The angle stands at the first qubit of the gate.
    private static DrawnGate Draw(CompositeGate gate, IReadOnlyList<double>? theta)
    {
        var (first, second) = (
            new Mark(gate.First, MarkKind.Box, $"{gate.Name}({AngleText.Of(gate.Angle, theta)})"), new Mark(gate.Second, MarkKind.Box, gate.Name));
        return gate.Control < 0 ? new DrawnGate(first, second) : new DrawnGate(new Mark(gate.Control, MarkKind.Control, "●"), first, second);
    }

    private static DrawnGate Draw(Gate gate, IReadOnlyList<double>? theta)
    {
        var label = gate.IsRotation ? $"{gate.Kind}({AngleText.Of(gate.Angle, theta)})" : gate.Kind switch
        {
            GateKind.SAdj => "S†",
            GateKind.TAdj => "T†",
            _ => gate.Kind.ToString(),
        };
        return gate.Kind switch
        {
            GateKind.CX => new(Control(gate.Q0), Target(gate.Q1)),
            GateKind.CY => new(Control(gate.Q0), new Mark(gate.Q1, MarkKind.Box, "Y")),
            GateKind.CZ => new(Control(gate.Q0), Control(gate.Q1)),
            GateKind.CCX => new(Control(gate.Q0), Control(gate.Q1), Target(gate.Q2)),
            GateKind.SWAP => new(new Mark(gate.Q0, MarkKind.Cross, "×"), new Mark(gate.Q1, MarkKind.Cross, "×")),
            _ when gate.Arity == 2 => new(new Mark(gate.Q0, MarkKind.Box, label), new Mark(gate.Q1, MarkKind.Box, gate.Kind.ToString())),
            _ => new(new Mark(gate.Q0, MarkKind.Box, label)),
        };

        static Mark Control(int qubit) => new(qubit, MarkKind.Control, "●");
        static Mark Target(int qubit) => new(qubit, MarkKind.Target, "⊕");
    }
}
