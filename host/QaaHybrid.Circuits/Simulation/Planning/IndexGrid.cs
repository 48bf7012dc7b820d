namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// Places in a state as bytes outer[o] ⊕ inner[i], o slow, i fast: two short tables in place of one long. Sums over GF(2) of places are places,
/// as an amplitude's size is a power of two.
/// </summary>
internal readonly record struct IndexGrid(nint[] Outer, nint[] Inner)
{
    private const int InnerBits = 5;

    /// <summary>Every sum of a basis, the empty sum first; the first vectors of the basis vary fastest.</summary>
    public static IndexGrid Of(ReadOnlySpan<uint> basis, StateLayout layout)
    {
        var inner = Math.Min(InnerBits, basis.Length);
        return new IndexGrid(Sums(basis[inner..], layout), Sums(basis[..inner], layout));
    }

    public int Count => Outer.Length * Inner.Length;

    private static nint[] Sums(ReadOnlySpan<uint> basis, StateLayout layout)
    {
        var sums = new nint[1 << basis.Length];
        for (var i = 0; i < basis.Length; i++)
            for (var k = 0; k < 1 << i; k++)
                sums[k + (1 << i)] = sums[k] ^ layout.Place(basis[i]);
        return sums;
    }
}
