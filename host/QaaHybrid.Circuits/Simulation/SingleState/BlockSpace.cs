using System.Numerics;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>
/// The blocks of a segment: the cosets of a subspace of register numbers. Every register is base ⊕ Σ x_i w_i, where the basis w is reduced (the
/// highest bit of each w, its pivot, is in no other) and the base has no pivot bit; x is the register's place in its block.
/// </summary>
internal sealed class BlockSpace
{
    private readonly uint[] _basis;
    private readonly uint[] _bases;

    /// <summary>The blocks that a subspace and, while they are small, more of the lowest bits span.</summary>
    public BlockSpace(BitSpan span, int registerBits, int blockBits)
    {
        for (var bit = 0; bit < registerBits && span.Dimension < blockBits; bit++)
            span = span.With([1u << bit]);
        _basis = [.. span.Vectors.OrderBy(Pivot)];
        var pivots = _basis.Aggregate(0u, (mask, w) => mask | Pivot(w));
        _bases = [.. Enumerable.Range(0, registerBits).Select(bit => 1u << bit).Where(bit => (bit & pivots) == 0)];
    }

    /// <summary>A block has 2^bits registers.</summary>
    public int Bits => _basis.Length;

    /// <summary>How many blocks there are.</summary>
    public int Count => 1 << _bases.Length;

    public ReadOnlySpan<uint> Basis => _basis;

    /// <summary>The base of a block.</summary>
    public uint Base(int block)
    {
        var number = 0u;
        for (var bit = 0; bit < _bases.Length; bit++)
            number |= (block >> bit & 1) != 0 ? _bases[bit] : 0;
        return number;
    }

    /// <summary>x of a vector of the subspace.</summary>
    public uint Place(uint vector)
    {
        var place = 0u;
        for (var i = 0; i < _basis.Length; i++)
            place |= (vector & Pivot(_basis[i])) != 0 ? 1u << i : 0;
        return place;
    }

    /// <summary>A parity over register bits as a parity over x; its value at the base is to be added.</summary>
    public uint Mask(uint functional)
    {
        var mask = 0u;
        for (var i = 0; i < _basis.Length; i++)
            mask |= Parity.Odd(functional, _basis[i]) ? 1u << i : 0;
        return mask;
    }

    private static uint Pivot(uint vector) => 1u << BitOperations.Log2(vector);
}
