namespace QaaHybrid.Adapters;

/// <summary>The autograd node of <see cref="QuantumLayer"/>: inputs are the rows [rows, d] and the angles [parameters].</summary>
internal sealed class QuantumFunction : autograd.SingleTensorFunction<QuantumFunction>
{
    public override string Name => nameof(QuantumFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
    {
        var (rows, theta, layer) = ((Tensor)vars[0]!, (Tensor)vars[1]!, (QuantumLayer)vars[2]!);
        ctx.save_for_backward([rows, theta]);
        ctx.save_data(nameof(layer), layer);
        var output = empty([rows.shape[0], layer.Outputs], dtype: rows.dtype);
        layer.Forward(rows, theta, output);
        return output;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var (rows, theta) = (saved[0], saved[1]);
        var layer = (QuantumLayer)ctx.get_data("layer")!;
        var gradRows = ctx.needs_input_grad(0) ? empty_like(rows) : null;
        var gradTheta = new double[ctx.needs_input_grad(1) ? theta.numel() : 0];
        // Held to the end: a span does not keep its tensor alive.
        using var gradient = grad_output.contiguous();
        layer.Backward(rows, theta, gradient, gradTheta, gradRows);
        return [gradRows!, ctx.needs_input_grad(1) ? tensor(gradTheta, dtype: theta.dtype) : null!, null!];
    }
}
