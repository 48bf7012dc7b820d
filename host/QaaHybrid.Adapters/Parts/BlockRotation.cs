namespace QaaHybrid.Adapters.Parts;

/// <summary>
/// A block-diagonal matrix applied to row vectors without being written out: <c>x·diag(R₁, …, R_r)</c> costs d·b multiplications a row where a d × d matrix costs d².
/// </summary>
public static class BlockRotation
{
    /// <summary>x·R.</summary>
    /// <param name="x">Rows, [.., d].</param>
    /// <param name="blocks">[r, b, b] with r·b = d; or a single block [1, b, b] that is repeated, where b divides d.</param>
    /// <returns>[.., d].</returns>
    public static Tensor Apply(Tensor x, Tensor blocks)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(blocks);
        var (shape, count, size) = (x.shape, blocks.shape[0], blocks.shape[1]);
        if (count == 1)
            return x.reshape(-1, size).matmul(blocks[0]).reshape(shape);
        var parts = x.reshape(-1, count, size).transpose(0, 1);
        return parts.bmm(blocks).transpose(0, 1).reshape(shape);
    }
}
