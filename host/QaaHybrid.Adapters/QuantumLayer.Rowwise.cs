using System.Numerics;
using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters;

public sealed partial class QuantumLayer
{
    /// <summary>The circuit with angles of its own for every row, [.., d] and [.., parameters] → [.., outputs]: data re-uploading. Rows run one after the other.</summary>
    /// <param name="x">Vectors to be embedded.</param>
    /// <param name="angles">θ of each row, radians.</param>
    public Tensor forward(Tensor x, Tensor angles)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(angles);
        var shape = x.shape;
        var rows = x.reshape(-1, shape[^1]).contiguous();
        var own = angles.reshape(-1, angles.shape[^1]).contiguous();
        OnRows?.Invoke(rows, own);
        utils.FlopCounterMode.Add(() => (long)(rows.shape[0] * Applied.FlopsPerState));
        return QuantumFunction.apply(rows, own, this).reshape([.. shape[..^1], _outputs]);
    }

    internal void ForwardRows(Tensor rows, Tensor angles, Tensor output)
    {
        if (Execution is not null)
            Measure(rows, angles, output);
        else if (rows.dtype == float64)
            ForwardRows(Double, angles.data<double>().Span, rows.data<double>().Span, (int)rows.shape[1], output.data<double>().Span);
        else
            ForwardRows(Single, angles.data<float>().Span, rows.data<float>().Span, (int)rows.shape[1], output.data<float>().Span);
    }

    /// <returns>The gradient of the angles, [rows, parameters]; null where it is not wanted.</returns>
    internal Tensor? BackwardRows(Tensor rows, Tensor angles, Tensor gradOutput, bool wantsAngles, Tensor? gradRows)
    {
        var gradAngles = wantsAngles ? empty_like(angles) : null;
        if (Execution is not null)
            MeasureRowsGradient(rows, angles, gradOutput, gradAngles, gradRows);
        else
            SimulateRows(rows, angles, gradOutput, gradAngles ?? empty_like(angles), gradRows ?? empty_like(rows));
        return gradAngles;
    }

    private void SimulateRows(Tensor rows, Tensor angles, Tensor gradOutput, Tensor gradAngles, Tensor gradRows)
    {
        if (rows.dtype == float64)
            BackwardRows(
                Double, angles.data<double>().Span, rows.data<double>().Span, (int)rows.shape[1], gradOutput.data<double>().Span, gradAngles.data<double>().Span, gradRows.data<double>().Span);
        else
            BackwardRows(
                Single, angles.data<float>().Span, rows.data<float>().Span, (int)rows.shape[1], gradOutput.data<float>().Span, gradAngles.data<float>().Span, gradRows.data<float>().Span);
    }

    private static void ForwardRows<T>(CircuitExecutor<T> executor, ReadOnlySpan<T> angles, ReadOnlySpan<T> rows, int columns, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (parameters, outputs) = (executor.Circuit.Parameters, executor.Outputs);
        var theta = new double[parameters];
        for (var row = 0; row < rows.Length / columns; row++)
        {
            Widen(angles.Slice(row * parameters, parameters), theta);
            executor.Forward(theta, rows.Slice(row * columns, columns), columns, output.Slice(row * outputs, outputs));
        }
    }

    private static void BackwardRows<T>(
        CircuitExecutor<T> executor, ReadOnlySpan<T> angles, ReadOnlySpan<T> rows, int columns, ReadOnlySpan<T> gradOutput, Span<T> gradAngles, Span<T> gradRows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (parameters, outputs) = (executor.Circuit.Parameters, executor.Outputs);
        var (theta, gradTheta) = (new double[parameters], new double[parameters]);
        for (var row = 0; row < rows.Length / columns; row++)
        {
            Widen(angles.Slice(row * parameters, parameters), theta);
            executor.Backward(
                theta, rows.Slice(row * columns, columns), columns, gradOutput.Slice(row * outputs, outputs), gradTheta, gradRows.Slice(row * columns, columns));
            for (var p = 0; p < parameters; p++)
                gradAngles[row * parameters + p] = T.CreateTruncating(gradTheta[p]);
        }
    }

    private static void Widen<T>(ReadOnlySpan<T> from, double[] to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = double.CreateTruncating(from[i]);
    }
}
