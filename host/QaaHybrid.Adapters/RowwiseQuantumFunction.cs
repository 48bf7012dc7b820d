namespace QaaHybrid.Adapters;

/// <summary>The autograd node of <see cref="QuantumLayer"/> with angles for every row: inputs are the rows [rows, d] and the angles [rows, parameters].</summary>
internal sealed class RowwiseQuantumFunction : autograd.SingleTensorFunction<RowwiseQuantumFunction>
{
    public override string Name => nameof(RowwiseQuantumFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
    {
        var (rows, angles, layer) = ((Tensor)vars[0]!, (Tensor)vars[1]!, (QuantumLayer)vars[2]!);
        ctx.save_for_backward([rows, angles]);
        ctx.save_data(nameof(layer), layer);
        var output = empty([rows.shape[0], layer.Outputs], dtype: rows.dtype);
        layer.ForwardRows(rows, angles, output);
        return output;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var (rows, angles) = (saved[0], saved[1]);
        var layer = (QuantumLayer)ctx.get_data("layer")!;
        var gradRows = ctx.needs_input_grad(0) ? empty_like(rows) : null;
        var gradAngles = ctx.needs_input_grad(1) ? empty_like(angles) : null;
        // Held to the end: a span does not keep its tensor alive.
        using var gradient = grad_output.contiguous();
        layer.BackwardRows(rows, angles, gradient, gradAngles, gradRows);
        return [gradRows!, gradAngles!, null!];
    }
}
