namespace QaaHybrid.Adapters.Parts;

/// <summary>Row vectors times square blocks that cover them: <see cref="BlockProduct"/> with one part a block.</summary>
internal static class BlockRotation
{
    /// <summary>x·diag(R₁, …, R_r).</summary>
    /// <param name="x">Rows, [.., d].</param>
    /// <param name="blocks">[r, b, b] with r·b = d; or a single block [1, b, b] that is repeated, where b divides d.</param>
    /// <returns>[.., d].</returns>
    public static Tensor Apply(Tensor x, Tensor blocks)
    {
        var (width, size) = (x.shape[^1], blocks.shape[1]);
        return BlockProduct.Apply(x, new BlockLayout((int)(width / size), (int)size, (int)size, [(0, 0)], PassesOn: false), width, [blocks]);
    }
}
