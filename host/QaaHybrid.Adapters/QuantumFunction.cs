namespace QaaHybrid.Adapters;

/// <summary>
/// The autograd node of <see cref="QuantumLayer"/>: inputs are the rows [rows, d] and the angles, [parameters] for all rows together or [rows, parameters] for each its own.
/// </summary>
internal sealed class QuantumFunction : autograd.SingleTensorFunction<QuantumFunction>
{
    public override string Name => nameof(QuantumFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
    {
        var (rows, angles, layer) = ((Tensor)vars[0]!, (Tensor)vars[1]!, (QuantumLayer)vars[2]!);
        ctx.save_for_backward([rows, angles]);
        ctx.save_data(nameof(layer), layer);
        var output = empty([rows.shape[0], layer.Outputs], dtype: rows.dtype);
        if (OfEachRow(angles))
            layer.ForwardRows(rows, angles, output);
        else
            layer.Forward(rows, angles, output);
        return output;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var (rows, angles) = (saved[0], saved[1]);
        var layer = (QuantumLayer)ctx.get_data("layer")!;
        var gradRows = ctx.needs_input_grad(0) ? empty_like(rows) : null;
        // Held to the end: a span does not keep its tensor alive.
        using var gradient = grad_output.contiguous();
        var gradAngles = OfEachRow(angles)
            ? layer.BackwardRows(rows, angles, gradient, ctx.needs_input_grad(1), gradRows)
            : layer.Backward(rows, angles, gradient, ctx.needs_input_grad(1), gradRows);
        return [gradRows!, gradAngles!, null!];
    }

    private static bool OfEachRow(Tensor angles) => angles.dim() > 1;
}
