namespace QaaHybrid.Circuits.Drawing;

/// <summary>A tape laid out in columns: every gate stands as far left as the wires that it crosses are free.</summary>
internal sealed class DrawnCircuit
{
    public DrawnCircuit(Circuit circuit, DrawingOptions options)
    {
        Qubits = circuit.Width;
        WireNames = [.. Enumerable.Range(0, circuit.Width).Select(q => q < circuit.Qubits ? $"q{q}" : $"a{q - circuit.Qubits}")];
        var free = new int[circuit.Width];
        var columns = new List<List<DrawnGate>>();
        var drawn = 0;
        for (var i = 0; i < circuit.Gates.Count && drawn < options.MaxGates; drawn++)
        {
            DrawnGate gate;
            if (options.FuseRbs && RbsPattern.Match(circuit.Gates, i) is { } rbs)
            {
                // The angle stands at the first qubit of the gate.
                var label = AngleText.Of(rbs.Angle, options.Theta);
                gate = new DrawnGate(new Mark(rbs.First, MarkKind.Box, $"RBS({label})"), new Mark(rbs.Second, MarkKind.Box, "RBS"));
                i += RbsPattern.Length;
            }
            else
                gate = Draw(circuit.Gates[i++], options.Theta);
            var column = free[gate.Top..(gate.Bottom + 1)].Max();
            if (column == columns.Count)
                columns.Add([]);
            columns[column].Add(gate);
            Array.Fill(free, column + 1, gate.Top, gate.Bottom - gate.Top + 1);
            GatesLeft = circuit.Gates.Count - i;
        }
        Columns = columns;
    }

    public int Qubits { get; }

    public string[] WireNames { get; }

    public IReadOnlyList<IReadOnlyList<DrawnGate>> Columns { get; }

    /// <summary>How many gates of the tape there was no room for.</summary>
    public int GatesLeft { get; }

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
