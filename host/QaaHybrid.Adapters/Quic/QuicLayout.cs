using QaaHybrid.Adapters.Parts;

namespace QaaHybrid.Adapters.Quic;

/// <summary>How compounds fill a block: <c>C_k₁(A) ⊕ C_k₂(A) ⊕ … ⊕ 1</c>.</summary>
public static class QuicLayout
{
    /// <summary>Σ_k C(n, k): the coordinates that the compounds of an n × n matrix cover.</summary>
    public static long Size(int n, IReadOnlyList<int> orders) => CompoundMatrix.Size(n, orders);

    /// <summary>
    /// The greatest n whose compounds fit into a block, searched upwards from 2 as the released code does; 1 where none of them fits.
    /// </summary>
    /// <param name="blockSize">b.</param>
    /// <param name="orders">k₁, k₂, …</param>
    public static int BaseSize(long blockSize, IReadOnlyList<int> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        var n = 1;
        while (n < blockSize && Size(n + 1, orders) <= blockSize)
            n++;
        return n;
    }

    /// <summary>Where the compounds lie; orders above the matrix's size take no place.</summary>
    internal static BlockLayout Layout(int blocks, long height, long width, IEnumerable<(long Rows, long Columns)> sizes, bool passesOn)
    {
        var places = new List<(int, int)>();
        var (row, column) = (0L, 0L);
        foreach (var (rows, columns) in sizes)
        {
            places.Add(((int)row, (int)column));
            (row, column) = (row + rows, column + columns);
        }
        return new BlockLayout(blocks, (int)height, (int)width, places, passesOn);
    }
}
