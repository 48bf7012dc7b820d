using QaaHybrid.Adapters.Parts;

namespace QaaHybrid.Adapters.Quic;

/// <summary>How compounds fill a block: <c>C_k₁(A) ⊕ C_k₂(A) ⊕ … ⊕ 1</c>.</summary>
public static class QuicLayout
{
    /// <summary>Σ_k C(n, k): the coordinates that the compounds of an n × n matrix cover.</summary>
    public static long Size(int n, IReadOnlyList<int> orders) => CompoundMatrix.Size(n, orders);

    /// <summary>
    /// The greatest n from 2 on whose compounds fit into a block, as the released code has it; 1 where none of them fits.
    /// </summary>
    /// <param name="blockSize">b.</param>
    /// <param name="orders">k₁, k₂, …</param>
    public static int BaseSize(long blockSize, IReadOnlyList<int> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        // Sizes grow with n, so halving finds the same as a scan from 2.
        var (fits, tooLarge) = (1L, blockSize + 1);
        while (tooLarge - fits > 1)
        {
            var n = (fits + tooLarge) / 2;
            (fits, tooLarge) = Size((int)n, orders) <= blockSize ? (n, tooLarge) : (fits, n);
        }
        return (int)fits;
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
