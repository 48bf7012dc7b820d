using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>What a state is before the first gate.</summary>
internal enum StateStart
{
    /// <summary>|0…0⟩.</summary>
    Zero,
    /// <summary>Any real amplitudes of the register.</summary>
    Real,
    /// <summary>Any complex amplitudes of the register.</summary>
    Complex,
}

/// <summary>
/// A tape as passes over one state whose index runs over the lanes: the counterpart of <see cref="CircuitPlan"/>, where lanes are rows of a batch.
/// </summary>
internal sealed class StatePlan
{
    /// <summary>2⁹ registers of 64 bytes are 32 KiB, what fits into the first-level cache.</summary>
    public const int DefaultBlockBits = 9;

    // How many items that have to wait are looked past for one that fits into the segment at hand.
    private const int Window = 64;

    /// <summary>Plans a tape.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="lanes">Numbers in a register.</param>
    /// <param name="size">Bytes of a register.</param>
    /// <param name="blockBits">Register bits of a block.</param>
    /// <param name="start">What the state is at first.</param>
    /// <param name="keepComplex">Whether imaginary parts are kept where there are none.</param>
    public StatePlan(Circuit circuit, int lanes, int size, int blockBits, StateStart start, bool keepComplex = false)
    {
        var program = new PlaneProgram(circuit);
        Circuit = circuit;
        IsComplex = keepComplex || start == StateStart.Complex || program.IsComplex;
        var laneBits = int.Log2(lanes);
        Layout = new LaneLayout(Math.Max(laneBits, circuit.Width + (IsComplex ? 1 : 0)), laneBits);
        Imaginary = IsComplex ? program.Imaginary : 0;
        Segments = Cut(program.Items, blockBits, size, new LiveSpace(ZeroBits(start, keepComplex)));
        Passes = [.. Segments.SelectMany(segment => segment.Passes)];
        for (var i = 0; i < Passes.Length; i++)
        {
            (Passes[i].Index, Passes[i].FirstSlot) = (i, Slots);
            Slots += Passes[i].Slots;
        }
        Places = new OutputPlaces(program, circuit, Layout.Bits);
        Z = [.. Enumerable.Range(0, circuit.Width).Select(qubit => program.Frame.Z(circuit.Width - 1 - qubit))];
    }

    public Circuit Circuit { get; }

    public bool IsComplex { get; }

    public LaneLayout Layout { get; }

    /// <summary>The index bit of imaginary parts; 0 where there are none.</summary>
    public uint Imaginary { get; }

    public StateSegment[] Segments { get; }

    /// <summary>The passes of all segments.</summary>
    public StatePass[] Passes { get; }

    /// <summary>How many derivatives with respect to the angles of planes there are.</summary>
    public int Slots { get; }

    /// <summary>Where the amplitudes lie at the end.</summary>
    public OutputPlaces Places { get; }

    /// <summary>Z of every qubit, auxiliary ones too, on stored basis states.</summary>
    public PauliString[] Z { get; }

    // Imaginary parts that are kept are computed, zero or not.
    private IEnumerable<uint> ZeroBits(StateStart start, bool keepComplex)
    {
        var bits = start == StateStart.Zero ? Circuit.Width : Circuit.AuxiliaryQubits;
        var zero = Enumerable.Range(0, bits).Select(bit => 1u << bit);
        return IsComplex && !keepComplex && start != StateStart.Complex ? zero.Append(Imaginary) : zero;
    }

    // A segment takes all that fits into its blocks and commutes with what it leaves behind.
    private StateSegment[] Cut(IReadOnlyList<ProgramItem> items, int blockBits, int size, LiveSpace live)
    {
        var segments = new List<StateSegment>();
        var waiting = items.ToList();
        while (waiting.Count > 0)
        {
            var draft = new SegmentDraft(Layout, blockBits);
            var left = new List<ProgramItem>();
            foreach (var item in waiting)
                if (left.Count >= Window || !left.TrueForAll(other => other.CommutesWith(item)) || !draft.TryTake(item))
                    left.Add(item);
            segments.Add(new StateSegment(draft, Layout, blockBits, size, live));
            waiting = left;
        }
        return [.. segments];
    }
}
