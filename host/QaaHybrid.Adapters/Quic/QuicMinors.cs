using QaaHybrid.Adapters.Parts;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Adapters.Quic;

/// <summary>The matrices over pairs of index sets that a kind of minor makes of A.</summary>
internal static class QuicMinors
{
    /// <summary>One matrix [.., C(m, k), C(n, k)] for every order; orders 0 and 1 are 1 and A whatever the kind.</summary>
    /// <param name="matrices">A, [.., m, n].</param>
    /// <param name="orders">At most the smaller of m and n each.</param>
    /// <param name="kind">What is made of the k × k parts.</param>
    /// <param name="published">Whether determinants are those of libtorch, with its gradient.</param>
    public static IReadOnlyList<Tensor> Of(Tensor matrices, IReadOnlyList<int> orders, MinorKind kind, bool published) => (kind, published) switch
    {
        (MinorKind.Maximum, _) => Each(matrices, orders, Maximum),
        (MinorKind.Mean, _) => Each(matrices, orders, Mean),
        (_, true) => Each(matrices, orders, DeterminantMinors.Of),
        _ => CompoundMatrix.Of(matrices, orders),
    };

    private static List<Tensor> Each(Tensor matrices, IReadOnlyList<int> orders, Func<Tensor, int, Tensor> minors) =>
        [.. orders.Select(order => order < 2 ? CompoundMatrix.Of(matrices, order) : minors(matrices, order))];

    // max over i in I, j in J of A[i, j]: first over the rows, then over the columns.
    private static Tensor Maximum(Tensor matrices, int order)
    {
        var rows = Greatest(matrices, -2, order);
        return Greatest(rows, -1, order);
    }

    private static Tensor Greatest(Tensor matrices, long dim, int order)
    {
        var basis = new WeightBasis((int)matrices.shape[^(int)-dim], order);
        return Enumerable.Range(0, order)
            .Select(p => matrices.index_select(dim, tensor(Enumerable.Range(0, basis.Count).Select(set => (long)basis.Elements[set * order + p]).ToArray())))
            .Aggregate((x, y) => x.maximum(y));
    }

    // B·A·Bᵀ / k², B[I, i] = 1 where i is in I: its rank is at most that of A.
    private static Tensor Mean(Tensor matrices, int order) =>
        Membership((int)matrices.shape[^2], order, matrices.dtype).matmul(matrices).matmul(Membership((int)matrices.shape[^1], order, matrices.dtype).t());

    private static Tensor Membership(int n, int order, ScalarType type)
    {
        var basis = new WeightBasis(n, order);
        var table = new double[basis.Count * n];
        for (var place = 0; place < basis.Elements.Length; place++)
            table[place / order * n + basis.Elements[place]] = 1.0 / order;
        return tensor(table, [basis.Count, n], dtype: type);
    }
}
