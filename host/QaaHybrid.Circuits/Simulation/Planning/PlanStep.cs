namespace QaaHybrid.Circuits.Planning;

/// <summary>One pass over the state.</summary>
internal abstract class PlanStep
{
    /// <summary>Index of the first of its numbers among the gradients that a tile collects.</summary>
    public int FirstSlot { get; set; }

    /// <summary>How many numbers it collects: derivatives with respect to the angles by which it turns planes.</summary>
    public abstract int Slots { get; }

    public abstract bool CommutesWith(PlaneRotation rotation);

    /// <summary>Lays out which indices to visit, and widens the live space by what it couples.</summary>
    public abstract void LayOut(int bits, LiveSpace live);
}
