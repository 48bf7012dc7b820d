using System.Numerics;

namespace QaaHybrid.Circuits.Planning;

/// <summary>The indices that satisfy parity equations: offset ⊕ every sum of the basis.</summary>
/// <param name="Offset">One of them.</param>
/// <param name="Basis">Independent differences, the one with the lowest free bit first.</param>
internal sealed record AffineSubspace(uint Offset, IReadOnlyList<uint> Basis)
{
    /// <summary>Solves mask·j = odd for all equations by Gauss–Jordan elimination over GF(2); null where they contradict each other.</summary>
    /// <param name="bits">Number of index bits.</param>
    /// <param name="equations">The equations.</param>
    public static AffineSubspace? Solve(int bits, IEnumerable<(uint Mask, bool Odd)> equations)
    {
        var rows = new List<(uint Mask, bool Odd, uint Pivot)>();
        foreach (var equation in equations)
        {
            var (mask, odd) = equation;
            foreach (var row in rows)
                if ((mask & row.Pivot) != 0)
                    (mask, odd) = (mask ^ row.Mask, odd ^ row.Odd);
            if (mask == 0)
            {
                if (odd)
                    return null;
                continue;
            }
            // The highest bit is the dependent one, so that the free bits are low and neighbours in memory.
            var pivot = 1u << BitOperations.Log2(mask);
            for (var i = 0; i < rows.Count; i++)
                if ((rows[i].Mask & pivot) != 0)
                    rows[i] = (rows[i].Mask ^ mask, rows[i].Odd ^ odd, rows[i].Pivot);
            rows.Add((mask, odd, pivot));
        }
        var offset = 0u;
        var dependent = 0u;
        foreach (var row in rows)
        {
            offset |= row.Odd ? row.Pivot : 0;
            dependent |= row.Pivot;
        }
        var basis = new List<uint>();
        for (var bit = 1u; bit < 1u << bits; bit <<= 1)
        {
            if ((dependent & bit) != 0)
                continue;
            var vector = bit;
            foreach (var row in rows)
                if ((row.Mask & bit) != 0)
                    vector |= row.Pivot;
            basis.Add(vector);
        }
        return new AffineSubspace(offset, basis);
    }

    /// <summary>All differences from the offset.</summary>
    /// <param name="size">Bytes of an amplitude in all lanes, a power of two.</param>
    public IndexGrid Differences(int size)
    {
        var inner = Math.Min(5, Basis.Count);
        return new IndexGrid(Span(Basis.Skip(inner), size), Span(Basis.Take(inner), size));
    }

    private static nint[] Span(IEnumerable<uint> basis, int size)
    {
        var indices = new List<nint> { 0 };
        foreach (var vector in basis)
            indices.AddRange(indices.ConvertAll(index => index ^ (nint)vector * size));
        return [.. indices];
    }
}
