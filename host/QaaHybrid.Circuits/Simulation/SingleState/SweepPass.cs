using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>
/// Up to three independent rotations in one pass. 2ᵏ registers are loaded so that lane i of register c holds index j ⊕ Σ_q c_q V_q, where j is lane
/// i of the group's first: a V that touches the lane's bits exchanges lanes on loading and on storing. Then no rotation mixes lanes, and which
/// side a lane is on is a sign of its tangent.
/// </summary>
internal sealed class SweepPass : StatePass
{
    public const int MaxMembers = 3;

    private readonly uint _sides;

    public SweepPass(IReadOnlyList<Generator> members, LaneLayout layout, BlockSpace blocks, int size)
    {
        Members = members;
        var rotations = members.Select(member => member.Rotation).ToList();
        uint[] places = [.. rotations.Select(rotation => blocks.Place(layout.Register(rotation.V)))];
        V = [.. places.Select(place => (nint)place * size)];
        Flips = new int[1 << members.Count];
        for (var c = 0; c < Flips.Length; c++)
            for (var q = 0; q < members.Count; q++)
                Flips[c] ^= (c >> q & 1) != 0 ? layout.Lane(rotations[q].V) : 0;
        Sides = new Functionals(rotations.Select(rotation => rotation.R), layout, blocks);
        Groups = new CosetGrid(blocks.Bits, places, Sides.OfPlace, size);
        for (var q = 0; q < rotations.Count; q++)
            _sides |= rotations[q].Side ? 1u << q : 0;
    }

    public IReadOnlyList<Generator> Members { get; }

    /// <summary>What the registers of a pair differ by.</summary>
    public nint[] V { get; }

    /// <summary>By element c of a group: what its lane numbers are exchanged by.</summary>
    public int[] Flips { get; }

    /// <summary>Whether lanes are exchanged at all.</summary>
    public bool FlipsLanes => Array.Exists(Flips, flip => flip != 0);

    /// <summary>Bit q of y is 1 where an index is on the second side of rotation q.</summary>
    public Functionals Sides { get; }

    /// <summary>The groups' first registers.</summary>
    public CosetGrid Groups { get; }

    public override int Partials => Members.Count;

    public override int Slots => Members.Count;

    /// <summary>y at a block's base.</summary>
    public uint AtBase(uint register) => Sides.AtBase(register) ^ _sides;

    public override void Collect(uint register, ReadOnlySpan<double> partials, Span<double> slots)
    {
        for (var q = 0; q < slots.Length; q++)
            slots[q] += partials[q];
    }
}
