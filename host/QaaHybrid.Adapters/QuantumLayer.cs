using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>
/// A circuit as a layer: [.., d] → [.., outputs], d ≤ 2ⁿ. One autograd node runs it forward and, by the adjoint method, backward over all rows at once.
/// </summary>
public sealed partial class QuantumLayer : nn.Module<Tensor, Tensor>
{
    private readonly ReadOut _readOut;
    private readonly int _outputs;
    private readonly bool _relative;
    private readonly int _threads;
    private CircuitExecutor<float>? _single;
    private CircuitExecutor<double>? _double;

    /// <summary>The angles, radians, [parameters].</summary>
    public readonly Parameter theta;

    /// <summary>The angles at the start; a buffer.</summary>
    public readonly Tensor theta_0;

    /// <summary>Makes the layer.</summary>
    /// <param name="circuit">U(θ).</param>
    /// <param name="readOut">What is read; <see cref="ReadOut.Amplitudes"/> keeps the length of x, the others see x/‖x‖.</param>
    /// <param name="outputs">How many of the read-out's numbers are kept.</param>
    /// <param name="start">θ₀, [parameters]; copied.</param>
    /// <param name="relative">Whether the circuit is U(θ)U(θ₀)⁻¹, the identity at the start.</param>
    /// <param name="train">Whether the angles require a gradient.</param>
    /// <param name="threads">Threads that share a batch.</param>
    public QuantumLayer(Circuit circuit, ReadOut readOut, int outputs, Tensor start, bool relative = false, bool train = true, int threads = 1)
        : base(nameof(QuantumLayer))
    {
        Circuit = circuit;
        _readOut = readOut;
        _outputs = outputs;
        _relative = relative;
        _threads = threads;
        theta = nn.Parameter(start.detach().clone(), requires_grad: train);
        theta_0 = start.detach().clone();
        RegisterComponents();
    }

    /// <summary>U(θ) as imported.</summary>
    public Circuit Circuit { get; }

    /// <summary>What is run: U(θ), or U(θ)U(θ₀)⁻¹ for a relative layer.</summary>
    public Circuit Applied => _relative ? Relative(Circuit, Numbers(theta_0)) : Circuit;

    /// <summary>U(θ)U(θ₀)⁻¹, the identity at θ = θ₀.</summary>
    /// <param name="circuit">U(θ).</param>
    /// <param name="start">θ₀, radians.</param>
    public static Circuit Relative(Circuit circuit, IReadOnlyList<double> start)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        return circuit.Bind(start).Inverse().Then(circuit);
    }

    /// <summary>The angles as they stand, radians, in double precision.</summary>
    public double[] Theta => Numbers(theta);

    /// <summary>What is read from the register.</summary>
    public ReadOut ReadOut => _readOut;

    /// <summary>Called with the rows [rows, d] of every forward pass, and with their angles [rows, parameters] where each has its own: for whoever wants to see real hidden vectors.</summary>
    public Action<Tensor, Tensor?>? OnRows { get; set; }

    /// <summary>To be called when θ₀ was overwritten.</summary>
    public void OnLoaded() => (_single, _double) = (null, null);

    /// <summary>‖θ − θ₀‖² and, after a backward pass, the squared norm of the angles' gradient.</summary>
    public IEnumerable<(string Name, double Square)> SquaredNorms
    {
        get
        {
            using var guard = no_grad();
            using var scope = NewDisposeScope();
            return
            [
                ("theta_distance", (theta - theta_0).pow(2).sum().ToDouble()),
                ("theta_grad_norm", theta.grad is { } gradient ? gradient.pow(2).sum().ToDouble() : 0),
            ];
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var shape = x.shape;
        var rows = x.reshape(-1, shape[^1]).contiguous();
        OnRows?.Invoke(rows, null);
        utils.FlopCounterMode.Add(() => (long)(rows.shape[0] * Applied.FlopsPerState));
        var read = QuantumFunction.apply(rows, theta, this);
        return read.reshape([.. shape[..^1], _outputs]);
    }

    internal void Forward(Tensor rows, Tensor angles, Tensor output)
    {
        if (Execution is not null)
        {
            Measure(rows, angles, output);
            return;
        }
        var columns = (int)rows.shape[1];
        if (rows.dtype == float64)
            Double.Forward(Numbers(angles), rows.data<double>().Span, columns, output.data<double>().Span);
        else
            Single.Forward(Numbers(angles), rows.data<float>().Span, columns, output.data<float>().Span);
    }

    /// <returns>The gradient of the angles, [parameters]; null where it is not wanted.</returns>
    internal Tensor? Backward(Tensor rows, Tensor angles, Tensor gradOutput, bool wantsAngles, Tensor? gradInput)
    {
        var gradTheta = new double[wantsAngles ? angles.numel() : 0];
        if (Execution is not null)
            MeasureGradient(rows, angles, gradOutput, gradTheta, gradInput);
        else
            Simulate(rows, angles, gradOutput, gradTheta, gradInput);
        return wantsAngles ? tensor(gradTheta, dtype: angles.dtype) : null;
    }

    private void Simulate(Tensor rows, Tensor angles, Tensor gradOutput, Span<double> gradTheta, Tensor? gradInput)
    {
        var columns = (int)rows.shape[1];
        if (rows.dtype == float64)
            Double.Backward(Numbers(angles), rows.data<double>().Span, columns, gradOutput.data<double>().Span, gradTheta, gradInput is null ? [] : gradInput.data<double>().Span);
        else
            Single.Backward(Numbers(angles), rows.data<float>().Span, columns, gradOutput.data<float>().Span, gradTheta, gradInput is null ? [] : gradInput.data<float>().Span);
    }

    /// <summary>How many numbers are read of each row.</summary>
    public int Outputs => _outputs;

    private CircuitExecutor<float> Single => _single ??= new(Applied, _readOut, _outputs, _readOut != ReadOut.Amplitudes, _threads);

    private CircuitExecutor<double> Double => _double ??= new(Applied, _readOut, _outputs, _readOut != ReadOut.Amplitudes, _threads);

    private static double[] Numbers(Tensor tensor)
    {
        using var guard = no_grad();
        using var values = tensor.to(float64);
        return values.data<double>().Span.ToArray();
    }
}
