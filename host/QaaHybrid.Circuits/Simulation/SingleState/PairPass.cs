using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>
/// Whatever mixes the two amplitudes of every pair by numbers that depend on parities y of the index:
/// <c>a_j ← C(y) a_j + S(y) a_{j⊕V}</c>. A fan of rotations turns by φ(y): C = cos φ, S = ∓ sin φ, by the side, which is bit 0 of y. A doubly
/// controlled flip has C = 0, S = ±1 where its controls hold, else C = 1, S = 0; where V is 0 it changes signs.
/// </summary>
internal sealed class PairPass : StatePass
{
    // Beyond this many parities it is not asked which of their values do nothing.
    private const int FewParities = 7;

    private readonly Functionals _parities;
    private readonly uint _atZero;
    private readonly bool[] _idle = [];

    /// <summary>Of rotations of the same pairs.</summary>
    public PairPass(PlaneFan fan, LaneLayout layout, BlockSpace blocks, int size)
        : this(fan.Difference, layout, blocks)
    {
        Fan = new FanStep(fan.Generators);
        var first = fan.Generators[0].Rotation;
        uint[] masks = [first.R, .. Fan.Functionals];
        ParityCount = masks.Length;
        _parities = new Functionals(masks, layout, blocks);
        _atZero = first.Side ? 1u : 0;
        Pairs = Grid(blocks, size);
        if (ParityCount <= FewParities)
            _idle = Idle(y => Fan.IsIdentity(y >> 1));
    }

    /// <summary>Of a doubly controlled flip.</summary>
    public PairPass(PlaneFlip flip, LaneLayout layout, BlockSpace blocks, int size)
        : this(flip.Difference, layout, blocks)
    {
        Flip = flip;
        // Bits 0 and 1: the controls hold; bit 2: the sign is negative.
        uint[] masks = [flip.Controls[0].Mask, flip.Controls[1].Mask, flip.SignMask];
        ParityCount = masks.Length;
        _parities = new Functionals(masks, layout, blocks);
        _atZero = (Holds(flip.Controls[0]) ? 1u : 0) | (Holds(flip.Controls[1]) ? 2u : 0) | (flip.IsNegativeWhereEven ? 4u : 0);
        Pairs = Grid(blocks, size);
        _idle = Idle(y => (y & 3) != 3);

        static bool Holds(ParityEquation control) => control.Right == 0;
    }

    private PairPass(uint difference, LaneLayout layout, BlockSpace blocks)
    {
        var place = blocks.Place(layout.Register(difference));
        (Place, Lane) = (place, layout.Lane(difference));
        _parities = null!;
        Pairs = null!;
    }

    /// <summary>The rotations, or null for a flip.</summary>
    public FanStep? Fan { get; }

    public PlaneFlip? Flip { get; }

    /// <summary>y has this many bits.</summary>
    public int ParityCount { get; }

    /// <summary>What the registers of a pair differ by; 0 where both are one.</summary>
    public nint V { get; private set; }

    /// <summary>What the lanes of a pair differ by.</summary>
    public int Lane { get; }

    /// <summary>By what y of the pair's two registers differs.</summary>
    public uint YOfV { get; private set; }

    /// <summary>One register of every pair.</summary>
    public CosetGrid Pairs { get; }

    /// <summary>What the lane adds to y.</summary>
    public uint[] YOfLane => _parities.OfLane;

    /// <summary>1 where both amplitudes of a pair are in one register, else 2.</summary>
    public int Registers => Place == 0 ? 1 : 2;

    // A derivative for every lane of the registers of every class.
    public override int Partials => Fan is null ? 0 : Registers * Pairs.Classes.Length * YOfLane.Length;

    public override int Slots => Fan is null ? 0 : 1 << ParityCount - 1;

    private uint Place { get; }

    /// <summary>y at a block's base.</summary>
    public uint AtBase(uint register) => _parities.AtBase(register) ^ _atZero;

    /// <summary>Whether a register with this y at lane 0 stays as it is whatever θ.</summary>
    public bool IsIdle(uint y) => _idle.Length > 0 && _idle[y];

    public override void Collect(uint register, ReadOnlySpan<double> partials, Span<double> slots)
    {
        if (Fan is null)
            return;
        var atBase = AtBase(register);
        var at = 0;
        foreach (var (_, y) in Pairs.Classes)
            for (var member = 0; member < Registers; member++)
                foreach (var lane in YOfLane)
                {
                    var of = y ^ atBase ^ lane ^ (member == 0 ? 0 : YOfV);
                    // The first side comes from the second with a minus sign.
                    slots[(int)(of >> 1)] += (of & 1) == 0 ? -partials[at] : partials[at];
                    at++;
                }
    }

    private CosetGrid Grid(BlockSpace blocks, int size)
    {
        V = (nint)Place * size;
        YOfV = CosetGrid.Values(Place, _parities.OfPlace);
        return new CosetGrid(blocks.Bits, Place == 0 ? [] : [Place], _parities.OfPlace, size);
    }

    private bool[] Idle(Func<uint, bool> isIdentity) =>
        [.. Enumerable.Range(0, 1 << ParityCount).Select(y => Array.TrueForAll(YOfLane, lane => isIdentity((uint)y ^ lane)))];
}
