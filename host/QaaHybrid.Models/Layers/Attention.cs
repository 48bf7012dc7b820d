namespace QaaHybrid.Models;

/// <summary>
/// softmax(scale · q kᵀ + mask) v for each head (Vaswani et al. 2017, arXiv:1706.03762); several query heads may share a key and value head
/// (Ainslie et al. 2023, arXiv:2305.13245).
/// </summary>
internal static class Attention
{
    /// <summary>Splits the width into heads: <c>[batch, seq, heads · d]</c> to <c>[batch, seq, heads, d]</c>.</summary>
    public static Tensor Heads(Tensor states, long heads) => states.view(states.shape[0], states.shape[1], heads, -1);

    /// <summary>Mixes positions.</summary>
    /// <param name="query"><c>[batch, new, heads, d]</c>.</param>
    /// <param name="key"><c>[batch, shared heads, all, d]</c>.</param>
    /// <param name="value"><c>[batch, shared heads, all, d]</c>.</param>
    /// <param name="scale">What scores are multiplied by.</param>
    /// <param name="mask">Added to the scores, <c>[batch or 1, heads or 1, 1, new or 1, all]</c>; null adds nothing.</param>
    /// <param name="dropout">Drops attention weights, or null.</param>
    /// <returns><c>[batch, new, heads · d]</c>.</returns>
    public static Tensor Mix(Tensor query, Tensor key, Tensor value, double scale, Tensor? mask, Dropout? dropout = null)
    {
        using var scope = torch.NewDisposeScope();
        var (batch, count, heads, d) = (query.shape[0], query.shape[1], query.shape[2], query.shape[3]);
        var (shared, all) = (key.shape[1], key.shape[2]);
        var group = heads / shared;
        // The query heads of a group stand below one another, so that a shared head is multiplied once and never copied.
        var rows = (scale == 1 ? query : query * scale).view(batch, count, shared, group, d).permute(0, 2, 3, 1, 4).reshape(batch, shared, group * count, d);
        var scores = rows.matmul(key.transpose(2, 3));
        // In place on the product itself: on a view of it, backward would copy the gradient.
        if (mask is not null)
            scores = group == 1 ? scores.add_(mask.squeeze(2)) : (scores.view(batch, shared, group, count, all) + mask).view(batch, shared, group * count, all);
        var weights = scores.softmax(-1);
        if (dropout is not null)
            weights = dropout.call(weights);
        var seen = weights.matmul(value);
        return scope.MoveToOuter(seen.view(batch, shared, group, count, d).permute(0, 3, 1, 2, 4).reshape(batch, count, heads * d));
    }
}
