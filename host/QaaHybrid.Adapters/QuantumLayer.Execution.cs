namespace QaaHybrid.Adapters;

public sealed partial class QuantumLayer
{
    /// <summary>The backend that the circuit is run on, forward and backward; null is the simulator that trains.</summary>
    public CircuitExecution? Execution { get; set; }

    private void Measure(Tensor rows, Tensor angles, Tensor output) =>
        Write(Execution!.Forward(Numbers(rows), (int)rows.shape[1], Numbers(angles)), output);

    private void MeasureGradient(Tensor rows, Tensor angles, Tensor gradOutput, Span<double> gradTheta, Tensor? gradInput)
    {
        MeasureGradient(rows, Numbers(angles), gradOutput, gradTheta, gradInput);
        if (gradInput is not null && IsInputSimulated)
            Simulate(rows, angles, gradOutput, new double[angles.numel()], gradInput);
    }

    private void MeasureRowsGradient(Tensor rows, Tensor angles, Tensor gradOutput, Tensor? gradAngles, Tensor? gradRows)
    {
        var measured = new double[gradAngles is null ? 0 : angles.numel()];
        MeasureGradient(rows, Numbers(angles), gradOutput, measured, gradRows);
        if (gradAngles is not null)
            Write(measured, gradAngles);
        if (gradRows is not null && IsInputSimulated)
        {
            using var unused = empty_like(angles);
            SimulateRows(rows, angles, gradOutput, unused, gradRows);
        }
    }

    private bool IsInputSimulated => Execution!.Options.InputGradient == InputGradient.Simulator;

    private void MeasureGradient(Tensor rows, double[] angles, Tensor gradOutput, Span<double> gradAngles, Tensor? gradRows)
    {
        var measured = new double[gradRows is null || IsInputSimulated ? 0 : rows.numel()];
        Execution!.Backward(Numbers(rows), (int)rows.shape[1], angles, Numbers(gradOutput), gradAngles, measured);
        if (measured.Length > 0)
            Write(measured, gradRows!);
    }

    private static void Write(double[] values, Tensor to)
    {
        using var guard = no_grad();
        using var from = tensor(values, dtype: to.dtype);
        using var shaped = from.reshape(to.shape);
        to.copy_(shaped);
    }
}
