namespace QaaHybrid.Circuits.Planning;

/// <summary>The blocks of a segment and what of them can be other than zero: the equations of block b, whose bits are the first parameters.</summary>
/// <param name="Bits">There are 2^bits blocks.</param>
/// <param name="Equations">What an index in block b satisfies.</param>
internal sealed record Blocks(int Bits, IReadOnlyList<ParityEquation> Equations)
{
    public int Count => 1 << Bits;
}
