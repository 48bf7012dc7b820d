using System.Numerics;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>
/// One representative of every coset of a subspace, sorted by the parities y that tell signs apart: class origin ⊕ any of the rest, for all of
/// which y is the same. There are as few classes as there can be.
/// </summary>
internal sealed class CosetGrid
{
    /// <summary>Finds them.</summary>
    /// <param name="bits">The whole space has 2^bits elements.</param>
    /// <param name="vectors">Independent vectors that span the subspace.</param>
    /// <param name="masks">The parities.</param>
    /// <param name="size">Bytes from one element to the next.</param>
    public CosetGrid(int bits, uint[] vectors, uint[] masks, int size)
    {
        var span = new BitSpan().With(vectors);
        var pivots = span.Vectors.Aggregate(0u, (mask, v) => mask | 1u << BitOperations.Log2(v));
        // Within its coset a representative may move by the subspace, and any of them may be added to others: each such step clears parities.
        var known = new List<(uint Element, uint Y)>();
        foreach (var vector in vectors)
            if (Reduce(vector, known) is { Y: not 0 } moved)
                known.Add(moved);
        var ofSubspace = known.Count;
        var rest = new List<uint>();
        for (var bit = 0; bit < bits; bit++)
        {
            if ((pivots >> bit & 1) != 0)
                continue;
            var reduced = Reduce(1u << bit, known);
            if (reduced.Y == 0)
                rest.Add(reduced.Element);
            else
                known.Add(reduced);
        }
        var layout = new StateLayout(bits, size);
        Rest = IndexGrid.Of(rest.ToArray(), layout);
        var classes = new List<(nint Origin, uint Y)> { (0, 0) };
        foreach (var (element, y) in known.Skip(ofSubspace))
            classes.AddRange(classes.ConvertAll(of => (of.Origin ^ layout.Place(element), of.Y ^ y)));
        Classes = [.. classes];

        (uint Element, uint Y) Reduce(uint element, List<(uint Element, uint Y)> by)
        {
            var y = Values(element, masks);
            foreach (var other in by)
                if ((y & (other.Y & (~other.Y + 1))) != 0)
                    (element, y) = (element ^ other.Element, y ^ other.Y);
            return (element, y);
        }
    }

    /// <summary>The first representative of every class, in bytes, and its parities, one a bit.</summary>
    public (nint Origin, uint Y)[] Classes { get; }

    /// <summary>What to add to it, in bytes.</summary>
    public IndexGrid Rest { get; }

    /// <summary>The parities of an element.</summary>
    public static uint Values(uint element, ReadOnlySpan<uint> masks)
    {
        var y = 0u;
        for (var i = 0; i < masks.Length; i++)
            y |= Parity.Odd(masks[i], element) ? 1u << i : 0;
        return y;
    }
}
