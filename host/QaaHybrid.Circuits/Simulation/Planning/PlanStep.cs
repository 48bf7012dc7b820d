namespace QaaHybrid.Circuits.Planning;

/// <summary>One pass over the state.</summary>
internal abstract class PlanStep
{
    /// <summary>Index of the first of its numbers among the gradients that a tile collects.</summary>
    public int FirstSlot { get; set; }

    /// <summary>How many numbers it collects: derivatives with respect to the angles by which it turns planes.</summary>
    public abstract int Slots { get; }

    public abstract bool CommutesWith(PlaneRotation rotation);

    /// <summary>The differences of the indices that it couples.</summary>
    public abstract IEnumerable<uint> Differences { get; }

    /// <summary>Lays out which indices to visit, block by block.</summary>
    /// <param name="layout">Size of the state.</param>
    /// <param name="blocks">The blocks of its segment.</param>
    public abstract void LayOut(StateLayout layout, Blocks blocks);
}
