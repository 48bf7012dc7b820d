namespace QaaHybrid.Adapters.Parts;

/// <summary>
/// The autograd node of <see cref="CompoundMatrix"/>: [batch, m, n] and the orders above 1, ascending, to one tensor each. Forward climbs from C_1 to the highest order,
/// backward comes down the same way.
/// </summary>
internal sealed class CompoundFunction : autograd.MultiTensorFunction<CompoundFunction>
{
    public override string Name => nameof(CompoundMatrix);

    public override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars)
    {
        var (matrices, orders) = (((Tensor)vars[0]!).contiguous(), (int[])vars[1]!);
        var levels = new List<Tensor> { matrices };
        for (var k = 2; k <= orders[^1]; k++)
            levels.Add(matrices.dtype == float64 ? Up<double>(levels[^1], matrices, k) : Up<float>(levels[^1], matrices, k));
        // Backward multiplies by the minors one order below, never by those of the highest.
        ctx.save_for_backward(levels[..^1]);
        ctx.save_data(nameof(orders), orders);
        return [.. orders.Select(order => levels[order - 1])];
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        var (levels, orders) = (ctx.get_saved_variables(), (int[])ctx.get_data("orders")!);
        var matrices = levels[0];
        var gradient = zeros_like(matrices);
        var level = grad_outputs[^1].contiguous();
        for (var k = orders[^1]; k > 1; k--)
        {
            // The gradient of C_1 is that of A itself.
            var below = k == 2 ? gradient : Array.IndexOf(orders, k - 1) is >= 0 and var place ? grad_outputs[place].clone() : zeros_like(levels[k - 2]);
            if (matrices.dtype == float64)
                Down<double>(level, levels[k - 2], matrices, k, below, gradient);
            else
                Down<float>(level, levels[k - 2], matrices, k, below, gradient);
            level = below;
        }
        return [gradient, null!];
    }

    private static Tensor Up<T>(Tensor below, Tensor matrices, int k)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var expansion = LaplaceExpansion.Of((int)matrices.shape[1], (int)matrices.shape[2], k);
        var minors = zeros([matrices.shape[0], expansion.Rows, expansion.Columns], dtype: matrices.dtype);
        expansion.Expand<T>(matrices.data<T>().Span, below.data<T>().Span, minors.data<T>().Span);
        return minors;
    }

    private static void Down<T>(Tensor gradMinors, Tensor below, Tensor matrices, int k, Tensor gradBelow, Tensor gradMatrices)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        LaplaceExpansion.Of((int)matrices.shape[1], (int)matrices.shape[2], k).Differentiate<T>(
            matrices.data<T>().Span, below.data<T>().Span, gradMinors.data<T>().Span, gradMatrices.data<T>().Span, gradBelow.data<T>().Span);
}
