namespace QaaHybrid.Circuits.Planning;

/// <summary>Where the groups of a sweep lie, block by block: a group is base ⊕ any sum of the Vs.</summary>
/// <param name="V">The Vs of the members, in bytes.</param>
/// <param name="Origins">The first base of every block, or <see cref="Empty"/>.</param>
/// <param name="Bases">What to add to a block's first base to get all of its bases; begins with 0.</param>
internal sealed record SweepPlaces(nint[] V, nint[] Origins, IndexGrid Bases)
{
    /// <summary>In place of a block's first base, where the block holds only zeros.</summary>
    public const nint Empty = -1;

    /// <summary>Finds the bases.</summary>
    /// <param name="layout">Size of the state.</param>
    /// <param name="blocks">The blocks of the segment.</param>
    /// <param name="differences">The Vs.</param>
    /// <param name="ofBases">What a base satisfies.</param>
    public static SweepPlaces Of(StateLayout layout, Blocks blocks, IEnumerable<uint> differences, IEnumerable<ParityEquation> ofBases)
    {
        var bases = new AffineFamily(layout.Bits, ofBases.Concat(blocks.Equations));
        return new SweepPlaces(
            [.. differences.Select(layout.Place)],
            [.. Enumerable.Range(0, blocks.Count).Select(block => bases.Offset((ulong)block) is { } offset ? layout.Place(offset) : Empty)],
            IndexGrid.Of(bases.Basis, layout));
    }
}
