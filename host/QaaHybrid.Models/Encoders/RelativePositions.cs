namespace QaaHybrid.Models;

/// <summary>
/// Relative positions of DeBERTa, in buckets: near distances one by one, far ones by their logarithms. With b buckets on each side, m = b/2 and the greatest
/// distance D, the bucket of a distance δ is δ where |δ| ≤ m, otherwise sign(δ) (m + ⌈ln(|δ|/m) / ln((D − 1)/m) · (m − 1)⌉).
/// </summary>
internal static class RelativePositions
{
    /// <summary>The row of the embedding for each pair of positions, <c>[seq, seq]</c>, int64: the bucket of i − j, plus the number of buckets on one side.</summary>
    /// <param name="count">Length of the text.</param>
    /// <param name="config">Buckets and greatest distance.</param>
    public static Tensor Rows(long count, DebertaV2Config config)
    {
        using var scope = torch.NewDisposeScope();
        var positions = torch.arange(count, ScalarType.Int64);
        var distance = positions.unsqueeze(1) - positions.unsqueeze(0);
        var bucket = config.PositionBuckets > 0 ? Bucket(distance, config.PositionBuckets / 2, config.GreatestDistance) : distance;
        return scope.MoveToOuter((bucket + config.PositionSpan).clamp_(min: 0, max: 2 * config.PositionSpan - 1));
    }

    // In single precision, as the models were trained: rounding decides about distances whose logarithm is a whole number of buckets.
    private static Tensor Bucket(Tensor distance, int middle, int greatest)
    {
        var size = distance.abs();
        var far = (size.clamp(min: middle).to(ScalarType.Float32) / middle).log();
        var step = torch.tensor((float)(greatest - 1) / middle).log();
        var outer = (far / step * (middle - 1)).ceil() + middle;
        return torch.where(size.le(middle), distance, outer.to(ScalarType.Int64) * distance.sign());
    }
}
