using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>
/// Parities y of an index, one a bit, split into the parts of a register's place in its block, of the block's base and of the lane; the three
/// add up.
/// </summary>
internal sealed class Functionals
{
    private readonly uint[] _ofBase;

    public Functionals(IEnumerable<uint> masks, LaneLayout layout, BlockSpace blocks)
    {
        uint[] all = [.. masks];
        _ofBase = [.. all.Select(layout.Register)];
        OfPlace = [.. _ofBase.Select(blocks.Mask)];
        uint[] ofLane = [.. all.Select(mask => (uint)layout.Lane(mask))];
        OfLane = [.. Enumerable.Range(0, layout.Lanes).Select(lane => CosetGrid.Values((uint)lane, ofLane))];
    }

    /// <summary>The masks over places.</summary>
    public uint[] OfPlace { get; }

    /// <summary>y of every lane.</summary>
    public uint[] OfLane { get; }

    public uint AtBase(uint register) => CosetGrid.Values(register, _ofBase);
}
