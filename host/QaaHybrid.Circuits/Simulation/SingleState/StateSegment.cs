using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>
/// Passes whose differences span few register bits: the state falls into blocks that go through all of them, each in a core's fastest cache, and
/// threads take blocks.
/// </summary>
internal sealed class StateSegment
{
    private readonly uint[] _zero;

    /// <summary>Lays passes out in blocks.</summary>
    /// <param name="draft">What is to be done.</param>
    /// <param name="layout">How the state lies in registers.</param>
    /// <param name="blockBits">Register bits of a block.</param>
    /// <param name="size">Bytes of a register.</param>
    /// <param name="live">Where the state can be other than zero before it; widened here.</param>
    public StateSegment(SegmentDraft draft, LaneLayout layout, int blockBits, int size, LiveSpace live)
    {
        Blocks = new BlockSpace(draft.Span, layout.RegisterBits, blockBits);
        Registers = IndexGrid.Of(Blocks.Basis, new StateLayout(layout.RegisterBits, size));
        Passes = [.. draft.Passes.Select(pass => pass.LayOut(layout, Blocks, size))];
        foreach (var pass in Passes)
        {
            pass.FirstPartial = Partials;
            Partials += pass.Partials;
        }
        foreach (var v in draft.Differences)
            live.Widen(v);
        // Parities that are the same all over a block.
        var ofBlocks = new LiveSpace(live.Masks);
        for (var lane = 1u; lane < layout.Lanes; lane *= 2)
            ofBlocks.Widen(lane);
        foreach (var vector in Blocks.Basis)
            ofBlocks.Widen(vector << layout.LaneBits);
        _zero = [.. ofBlocks.Masks.Select(layout.Register)];
    }

    public StatePass[] Passes { get; }

    public BlockSpace Blocks { get; }

    /// <summary>What to add to a block's base to get its registers, in bytes.</summary>
    public IndexGrid Registers { get; }

    /// <summary>How many numbers a block collects for the gradient.</summary>
    public int Partials { get; }

    /// <summary>Whether a block holds zeros only.</summary>
    public bool IsZero(uint register)
    {
        foreach (var mask in _zero)
            if (Parity.Odd(mask, register))
                return true;
        return false;
    }
}
