namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// Places in a state as bytes outer[o] ⊕ inner[i], o slow, i fast: two short tables in place of one long. Sums over GF(2) of places are places,
/// as an amplitude's size is a power of two.
/// </summary>
internal readonly record struct IndexGrid(nint[] Outer, nint[] Inner)
{
    public int Count => Outer.Length * Inner.Length;
}
