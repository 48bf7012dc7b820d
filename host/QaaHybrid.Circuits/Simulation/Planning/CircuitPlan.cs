namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// A tape as passes over a real vector. Clifford gates go into a frame and move no data; what is left are plane rotations, merged where they
/// turn the same planes, gathered where they fit into registers together. Of the numbers the plan knows only their size.
/// </summary>
internal sealed class CircuitPlan
{
    /// <summary>A state of more qubits than this does not fit into memory once per vector lane.</summary>
    public const int MaxWidth = 24;

    private readonly List<PlanStep> _steps = [];
    private readonly uint _imaginary;

    /// <summary>Plans a tape.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="size">Bytes of an amplitude in all lanes, a power of two.</param>
    public CircuitPlan(Circuit circuit, int size)
    {
        if (circuit.Width > MaxWidth)
            throw new NotSupportedException($"{circuit.Name} needs {circuit.Width} qubits; the state-vector simulator holds at most {MaxWidth}");
        _imaginary = 1u << circuit.Width;
        var frame = new CliffordFrame(circuit.Width);
        var drafts = new List<PlanStep>();
        foreach (var gate in circuit.Gates)
            Take(gate, circuit, frame, drafts);
        Diagonalize(frame, drafts);
        drafts.ForEach(Gather);

        IsComplex = _steps.Exists(Imagines);
        Layout = new StateLayout(circuit.Width + (IsComplex ? 1 : 0), size);
        var zero = Enumerable.Range(0, circuit.AuxiliaryQubits).Select(bit => 1u << bit);
        var live = new LiveSpace(IsComplex ? zero.Append(_imaginary) : zero);
        Segments = Segment.Cut(_steps, Layout, live);
        foreach (var step in _steps)
        {
            step.FirstSlot = Slots;
            Slots += step.Slots;
        }
        ReadOut = new ReadOutMap(frame, circuit, Layout);
    }

    /// <summary>Whether imaginary parts occur, up to one global phase; if not, real vectors stay real.</summary>
    public bool IsComplex { get; }

    /// <summary>How the state lies in memory.</summary>
    public StateLayout Layout { get; }

    /// <summary>The passes, first applied first.</summary>
    public List<PlanStep> Steps => _steps;

    /// <summary>The passes by blocks, first applied first.</summary>
    public Segment[] Segments { get; }

    /// <summary>How many derivatives a tile collects.</summary>
    public int Slots { get; }

    /// <summary>Where the amplitudes lie at the end.</summary>
    public ReadOutMap ReadOut { get; }

    private void Take(Gate gate, Circuit circuit, CliffordFrame frame, List<PlanStep> drafts)
    {
        var q0 = Bit(gate.Q0);
        var q1 = gate.Q1 < 0 ? 0 : Bit(gate.Q1);
        if (gate.Kind == GateKind.CCX)
        {
            TakeToffoli(q0, q1, Bit(gate.Q2), frame, drafts);
            return;
        }
        if (PauliGate.Turn(gate) is not { } angle)
        {
            foreach (var (axis, turns) in PauliGate.Clifford(gate.Kind, q0, q1))
                frame.Turn(axis, turns);
            return;
        }
        var about = PauliGate.Axis(gate.Kind, q0, q1);
        if (QuarterTurns(angle) is { } quarters)
            frame.Turn(about, quarters);
        else
            Add(drafts, frame.Pull(about), angle);

        uint Bit(int qubit) => 1u << (circuit.Width - 1 - qubit);
    }

    // Constant multiples of π/2 are Clifford gates.
    internal static int? QuarterTurns(Angle angle)
    {
        var turns = angle.Offset / (Math.PI / 2);
        return angle.IsConstant && Math.Abs(turns - Math.Round(turns)) < 1e-14 && Math.Abs(turns) < 1e6 ? (int)Math.Round(turns) & 3 : null;
    }

    private void TakeToffoli(uint control0, uint control1, uint target, CliffordFrame frame, List<PlanStep> drafts)
    {
        var (z0, z1) = (frame.Pull(PauliString.ZOn(control0)), frame.Pull(PauliString.ZOn(control1)));
        if (!z0.IsDiagonal || !z1.IsDiagonal)
        {
            Diagonalize(frame, drafts);
            (z0, z1) = (frame.Pull(PauliString.ZOn(control0)), frame.Pull(PauliString.ZOn(control1)));
        }
        ParityEquation[] controls = [new(z0.Z, z0.Phase == 0), new(z1.Z, z1.Phase == 0)];
        drafts.Add(new FlipStep(controls, frame.Pull(PauliString.XOn(target)), _imaginary));
    }

    private void Diagonalize(CliffordFrame frame, List<PlanStep> drafts)
    {
        foreach (var axis in frame.Diagonalize())
            Add(drafts, axis, Angle.Constant(Math.PI / 2));
    }

    // A rotation moves back past everything it commutes with, to the nearest that turns the same pairs.
    private void Add(List<PlanStep> drafts, PauliString axis, Angle angle)
    {
        var rotation = PlaneRotation.Of(axis, _imaginary);
        for (var i = drafts.Count - 1; i >= 0 && drafts[i] is Draft draft; i--)
        {
            if (draft.TryTake(rotation, angle))
                return;
            if (!draft.CommutesWith(rotation))
                break;
        }
        drafts.Add(new Draft(new Generator(rotation, angle)));
    }

    // Single rotations gather in sweeps; several of the same pairs are a fan.
    private void Gather(PlanStep draft)
    {
        if (draft is not Draft { Generators: var generators })
        {
            _steps.Add(draft);
            return;
        }
        if (generators.Count > 1)
        {
            _steps.Add(new FanStep(generators));
            return;
        }
        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            if (_steps[i] is SweepStep sweep && sweep.TryJoin(generators[0]))
                return;
            if (!_steps[i].CommutesWith(generators[0].Rotation))
                break;
        }
        _steps.Add(new SweepStep(generators[0]));
    }

    private bool Imagines(PlanStep step) => step.Differences.Any(v => (v & _imaginary) != 0);

    /// <summary>Rotations of the same pairs, before it is known whether there are several.</summary>
    private sealed class Draft(Generator first) : PlanStep
    {
        public List<Generator> Generators { get; } = [first];

        public override int Slots => 0;

        public bool TryTake(PlaneRotation rotation, Angle angle)
        {
            if (rotation.V != Generators[0].Rotation.V)
                return false;
            if (Generators.Find(generator => generator.Rotation.R == rotation.R) is { } same)
                same.Add(rotation, angle);
            else
                Generators.Add(new Generator(rotation, angle));
            return true;
        }

        public override bool CommutesWith(PlaneRotation rotation) => Generators.TrueForAll(generator => generator.Rotation.CommutesWith(rotation));

        public override IEnumerable<uint> Differences => [Generators[0].Rotation.V];

        public override void LayOut(StateLayout layout, Blocks blocks) => throw new NotSupportedException();
    }
}
