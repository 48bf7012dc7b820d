namespace QaaHybrid.Adapters.Parts;

/// <summary>Where the parts of a block-diagonal matrix lie: equal blocks along the diagonal, and in each of them the same parts at the same places.</summary>
/// <param name="Blocks">N.</param>
/// <param name="Height">Rows of a block.</param>
/// <param name="Width">Columns of a block.</param>
/// <param name="Parts">The first row and column of each part within its block.</param>
/// <param name="PassesOn">
/// Whether coordinates that no part covers stay as they are (identity padding; blocks are square then), or are lost.
/// </param>
public sealed record BlockLayout(int Blocks, int Height, int Width, IReadOnlyList<(int Row, int Column)> Parts, bool PassesOn);

/// <summary>
/// Rows times a block-diagonal matrix that is never formed: <c>y[:, block, part] = x[:, block, part] · M[block]</c> by one batched product for each part, written straight
/// into its place; so are the gradients. Coordinates behind the last block are padding too.
/// </summary>
public static class BlockProduct
{
    /// <summary>Multiplies.</summary>
    /// <param name="rows">x, [.., d], d at least <c>Blocks · Height</c>.</param>
    /// <param name="layout">Where the parts lie.</param>
    /// <param name="outputs">Width of the result; d where coordinates are passed on.</param>
    /// <param name="parts">M of each part, [N, height, width], or [1, height, width] for all blocks together.</param>
    /// <returns>[.., outputs].</returns>
    public static Tensor Apply(Tensor rows, BlockLayout layout, long outputs, IReadOnlyList<Tensor> parts)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
            return rows;
        long[] leading = rows.shape[..^1];
        return BlockFunction.apply([rows.reshape(-1, rows.shape[^1]), layout, outputs, .. parts]).reshape([.. leading, outputs]);
    }

    private sealed class BlockFunction : autograd.SingleTensorFunction<BlockFunction>
    {
        public override string Name => nameof(BlockProduct);

        public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var (rows, layout, outputs) = ((Tensor)vars[0]!, (BlockLayout)vars[1]!, (long)vars[2]!);
            List<Tensor> parts = [.. vars.Skip(3).Cast<Tensor>()];
            ctx.save_for_backward([rows, .. parts]);
            ctx.save_data(nameof(layout), layout);
            var result = layout.PassesOn ? rows.clone() : zeros([rows.shape[0], outputs], dtype: rows.dtype);
            for (var i = 0; i < parts.Count; i++)
                ops.run("aten::bmm", "out", Inputs(rows, layout, i, parts[i]), ForEachBlock(parts[i], layout), Outputs(result, layout, i, parts[i]));
            return result;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var layout = (BlockLayout)ctx.get_data("layout")!;
            var (rows, parts) = (saved[0], saved[1..]);
            var gradients = new List<Tensor> { null!, null!, null! };
            if (ctx.needs_input_grad(0))
            {
                gradients[0] = layout.PassesOn ? grad_output.clone() : zeros_like(rows);
                for (var i = 0; i < parts.Count; i++)
                    ops.run("aten::bmm", "out", Outputs(grad_output, layout, i, parts[i]), ForEachBlock(parts[i], layout).transpose(1, 2), Inputs(gradients[0], layout, i, parts[i]));
            }
            for (var i = 0; i < parts.Count; i++)
            {
                if (!ctx.needs_input_grad(3 + i))
                {
                    gradients.Add(null!);
                    continue;
                }
                var ofBlocks = Inputs(rows, layout, i, parts[i]).transpose(1, 2).bmm(Outputs(grad_output, layout, i, parts[i]));
                gradients.Add(parts[i].shape[0] == layout.Blocks ? ofBlocks : ofBlocks.sum(0, keepdim: true));
            }
            return gradients;
        }

        private static Tensor ForEachBlock(Tensor part, BlockLayout layout) => part.expand(layout.Blocks, -1, -1);

        private static Tensor Inputs(Tensor rows, BlockLayout layout, int i, Tensor part) => Slice(rows, layout.Blocks, layout.Height, layout.Parts[i].Row, part.shape[1]);

        private static Tensor Outputs(Tensor rows, BlockLayout layout, int i, Tensor part) => Slice(rows, layout.Blocks, layout.Width, layout.Parts[i].Column, part.shape[2]);

        // A view [N, rows, length] of [rows, d].
        private static Tensor Slice(Tensor rows, int blocks, int size, int start, long length) =>
            rows.narrow(1, 0, (long)blocks * size).unflatten(1, blocks, size).narrow(2, start, length).transpose(0, 1);
    }
}
