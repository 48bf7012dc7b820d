namespace QaaHybrid.Adapters.Parts;

/// <summary>
/// The k-th compound C_k(A): the determinants of all k × k parts of A, rows and columns being the subsets of k indices in lexicographic order. C_0 is 1, C_1 is A,
/// C_n of an n × n matrix its determinant. C_k(AB) = C_k(A)·C_k(B) (Cauchy and Binet), so the compounds of a rotation are rotations.
/// </summary>
/// <remarks>
/// Gradients are exact everywhere, also where minors vanish. libtorch's gradient of <c>det</c> is 0 at a singular matrix, although the true one, the matrix of
/// cofactors, is not: at A = 1, where every minor off the diagonal is singular, an adapter made of it never leaves its start.
/// </remarks>
public static class CompoundMatrix
{
    /// <summary>Rows of C_k of a matrix of n rows: C(n, k), 0 where k is greater than n.</summary>
    /// <remarks>Ends at <see cref="long.MaxValue"/>.</remarks>
    public static long Size(int n, int order)
    {
        if (order < 0 || order > n)
            return 0;
        var size = Int128.One;
        for (var i = 0; i < Math.Min(order, n - order) && size <= long.MaxValue; i++)
            size = size * (n - i) / (i + 1);
        return long.CreateSaturating(size);
    }

    /// <summary>Rows of all compounds of these orders together.</summary>
    public static long Size(int n, IEnumerable<int> orders) => orders.Aggregate(0L, (sum, order) => long.CreateSaturating((Int128)sum + Size(n, order)));

    /// <summary>One compound.</summary>
    /// <param name="matrices">A, [.., m, n].</param>
    /// <param name="order">k, 0 to the smaller of m and n.</param>
    /// <returns>[.., C(m, k), C(n, k)].</returns>
    public static Tensor Of(Tensor matrices, int order) => Of(matrices, [order])[0];

    /// <summary>Several compounds of the same matrices; the lower ones are made on the way to the higher ones.</summary>
    /// <param name="matrices">A, [.., m, n], in single or double precision.</param>
    /// <param name="orders">k₁, k₂, …, each 0 to the smaller of m and n.</param>
    /// <returns>One tensor [.., C(m, k), C(n, k)] for each order, in the order given.</returns>
    public static IReadOnlyList<Tensor> Of(Tensor matrices, IReadOnlyList<int> orders)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        ArgumentNullException.ThrowIfNull(orders);
        var shape = matrices.shape;
        var most = (int)Math.Min(shape[^1], shape[^2]);
        foreach (var order in orders)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(order, nameof(orders));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(order, most, nameof(orders));
        }
        int[] expanded = [.. orders.Where(order => order > 1).Distinct().Order()];
        long[] leading = shape[..^2];
        var minors = expanded.Length == 0 ? [] : CompoundFunction.apply(matrices.reshape([-1, .. shape[^2..]]), expanded);
        return [.. orders.Select(order => order switch
        {
            0 => ones([.. leading, 1, 1], dtype: matrices.dtype),
            1 => matrices,
            _ => minors[Array.IndexOf(expanded, order)] is var minor && leading.Length == 1 ? minor : minor.reshape([.. leading, .. minor.shape[1..]]),
        })];
    }
}
