namespace QaaHybrid.Circuits.Planning;

/// <summary>The pass of a doubly controlled Pauli operator.</summary>
internal sealed class FlipStep(PlaneFlip flip) : PlanStep
{
    /// <summary>What the two indices of a pair differ by, in bytes.</summary>
    public nint V { get; private set; }

    /// <summary>For every block: the first index of the pairs that change places with a minus sign, and of those that do without.</summary>
    public (bool Negative, nint Origin)[][] Blocks { get; private set; } = [];

    /// <summary>What to add to a first index to get the first of every pair in the block; begins with 0.</summary>
    public IndexGrid Rest { get; private set; }

    public override int Slots => 0;

    public override bool CommutesWith(PlaneRotation rotation) => false;

    public override IEnumerable<uint> Differences => [flip.Difference];

    public override void LayOut(StateLayout layout, Blocks blocks)
    {
        var v = flip.Difference;
        V = layout.Place(v);
        // The parameter behind those of the blocks says whether the sign is negative; of each pair, the index without V's lowest bit.
        var negative = 1ul << blocks.Bits;
        var sign = new ParityEquation(flip.SignMask, negative | (flip.IsNegativeWhereEven ? ParityEquation.One : 0));
        var oneOfTwo = new ParityEquation(v & (~v + 1), false);
        var indices = new AffineFamily(layout.Bits, [.. flip.Controls, sign, oneOfTwo, .. blocks.Equations]);
        Rest = IndexGrid.Of(indices.Basis, layout);
        // Where nothing changes places, only a minus sign does anything.
        ulong[] signs = v == 0 ? [negative] : [0, negative];
        Blocks = [.. Enumerable.Range(0, blocks.Count).Select(block => signs
            .Select(of => (Negative: of != 0, Offset: indices.Offset(of | (uint)block)))
            .Where(part => part.Offset is not null)
            .Select(part => (part.Negative, layout.Place(part.Offset!.Value))).ToArray())];
    }
}
