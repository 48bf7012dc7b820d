namespace QaaHybrid.Adapters.Parts;

/// <summary>Multiplicative dropout (Liu et al., arXiv 2311.06243, §5): factors of a product are not zeroed but become the identity.</summary>
public static class BlockDropout
{
    /// <summary>Puts the identity in the place of ⌊p·r⌋ blocks, drawn by libtorch's generator.</summary>
    /// <param name="blocks">[r, b, b]; a single block is left as it is.</param>
    /// <param name="p">The share.</param>
    public static Tensor Apply(Tensor blocks, double p)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var (count, size) = (blocks.shape[0], blocks.shape[1]);
        var dropped = (long)(p * count);
        if (count == 1 || dropped == 0)
            return blocks;
        var keep = ones([count], dtype: blocks.dtype);
        keep.index_fill_(0, randperm(count)[TensorIndex.Slice(stop: dropped)], 0);
        keep = keep.reshape(-1, 1, 1);
        return blocks * keep + eye(size, dtype: blocks.dtype) * (1 - keep);
    }
}
