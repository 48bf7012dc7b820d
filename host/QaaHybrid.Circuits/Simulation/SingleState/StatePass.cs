using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>One pass over a block. Places are counted in bytes from the block's start.</summary>
internal abstract class StatePass
{
    /// <summary>Its number in the plan.</summary>
    public int Index { get; set; }

    /// <summary>How many numbers a block collects for the gradient.</summary>
    public abstract int Partials { get; }

    /// <summary>Index of its first among those of its segment.</summary>
    public int FirstPartial { get; set; }

    /// <summary>Index of its first derivative among those of the plan.</summary>
    public int FirstSlot { get; set; }

    /// <summary>How many derivatives it has: with respect to the angles by which planes turn.</summary>
    public abstract int Slots { get; }

    /// <summary>Adds what a block has collected to the derivatives.</summary>
    public abstract void Collect(uint register, ReadOnlySpan<double> partials, Span<double> slots);
}
