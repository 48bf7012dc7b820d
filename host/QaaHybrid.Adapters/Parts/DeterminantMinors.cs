using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Adapters.Parts;

/// <summary>
/// The same compounds as <see cref="CompoundMatrix"/>, as QuIC's released code makes them: libtorch's determinant of every gathered part, and its gradient, which is 0 at each
/// singular part. For comparisons with what was published; C(m, k)·C(n, k)·k² numbers are formed.
/// </summary>
public static class DeterminantMinors
{
    /// <summary>One compound.</summary>
    /// <param name="matrices">A, [.., m, n].</param>
    /// <param name="order">k, 1 to the smaller of m and n.</param>
    /// <returns>[.., C(m, k), C(n, k)].</returns>
    public static Tensor Of(Tensor matrices, int order)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        var shape = matrices.shape;
        var (rows, columns) = (Subsets((int)shape[^2], order), Subsets((int)shape[^1], order));
        var parts = matrices.index_select(-2, rows.flatten()).index_select(-1, columns.flatten());
        return linalg.det(parts.reshape([.. shape[..^2], rows.shape[0], order, columns.shape[0], order]).transpose(-3, -2));
    }

    private static Tensor Subsets(int n, int order)
    {
        var basis = new WeightBasis(n, order);
        return tensor(Array.ConvertAll(basis.Elements, index => (long)index), [basis.Count, order]);
    }
}
