namespace QaaHybrid.Adapters.Tests.Support;

/// <summary>The compound as QuIC's released code has it: <c>linalg.det</c> of gathered sub-matrices, differentiated by libtorch.</summary>
internal static class CompoundByDeterminants
{
    public static Tensor Of(Tensor matrix, int order)
    {
        var subsets = Subsets((int)matrix.shape[^1], order).ToList();
        var indices = tensor(subsets.SelectMany(subset => subset).Select(index => (long)index).ToArray(), [subsets.Count, order]);
        var rows = matrix.index_select(0, indices.flatten()).view(subsets.Count, order, matrix.shape[^1]);
        var parts = rows.index_select(2, indices.flatten()).view(subsets.Count, order, subsets.Count, order).transpose(1, 2);
        return linalg.det(parts);
    }

    /// <summary>All subsets of k of the numbers below n, in lexicographic order.</summary>
    public static IEnumerable<int[]> Subsets(int n, int k) => k == 0 ? [[]]
        : Enumerable.Range(0, n).SelectMany(first => Subsets(n - first - 1, k - 1).Select(rest => (int[])[first, .. rest.Select(element => element + first + 1)]));
}
