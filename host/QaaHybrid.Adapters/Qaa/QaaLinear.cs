using System.Globalization;
using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Qaa;

/// <summary>
/// <c>h = W₀x + Δ(x)</c> where Δ is read from U(θ)|ψ⟩, |ψ⟩ = x/‖x‖ zero-padded to 2ⁿ amplitudes:
/// <list type="bullet">
/// <item>Z: <c>Δ = s·(W_up q + b)</c>, q_j = ⟨Z_j⟩, W_up of [out, n] zero at the start;</item>
/// <item>probabilities: <c>Δ = s·(2ⁿp − 1)</c>, the first <c>out</c> of them, s trained from 0;</item>
/// <item>amplitudes: <c>Δ = s·(‖x‖·(U(θ)U(θ₀)⁻¹ψ) − x)</c>, the first <c>out</c> coordinates, real circuits only: an orthogonal map that starts as the identity.</item>
/// </list>
/// Z and probabilities depend on x only through xxᵀ/‖x‖²: they see neither its length nor its sign.
/// </summary>
public sealed class QaaLinear : AdapterLayer
{
    private readonly ReadOut _readOut;
    private readonly double _fixedScale;
    private readonly QuantumLayer quantum;
    private readonly Parameter? up;
    private readonly Parameter? bias;
    private readonly Parameter? scale;

    /// <summary>Wraps a linear layer; start angles are drawn uniformly from [−π, π) by libtorch's generator as it stands.</summary>
    public QaaLinear(Linear linear, Circuit circuit, QaaConfig config, int threads) : base(nameof(QaaLinear), linear)
    {
        var (weight, type) = (linear.weight, ParameterType(linear));
        var outputs = (int)weight.shape[0];
        _readOut = config.ReadOut;
        _fixedScale = config.Scale;
        using var start = (rand([circuit.Parameters], dtype: type) * 2 - 1) * Math.PI;
        quantum = new QuantumLayer(
            circuit, _readOut, _readOut == ReadOut.PauliZ ? circuit.Qubits : outputs, start,
            relative: _readOut == ReadOut.Amplitudes, train: config.TrainAngles, threads);
        if (_readOut == ReadOut.PauliZ)
        {
            up = nn.Parameter(zeros([outputs, circuit.Qubits], dtype: type));
            bias = config.Bias ? nn.Parameter(zeros([outputs], dtype: type)) : null;
        }
        if (_readOut == ReadOut.Probabilities)
            scale = nn.Parameter(full([1], config.Scale, dtype: type));
        RegisterComponents();
    }

    /// <summary>The circuit with its angles.</summary>
    public QuantumLayer Quantum => quantum;

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors
    {
        get
        {
            yield return ("theta", quantum.theta);
            yield return ("theta_0", quantum.theta_0);
            if (up is not null) yield return ("up.weight", up);
            if (bias is not null) yield return ("up.bias", bias);
            if (scale is not null) yield return ("scale", scale);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Value)> Metadata => [("qubits", quantum.Circuit.Qubits.ToString(CultureInfo.InvariantCulture))];

    /// <inheritdoc/>
    public override void OnLoaded() => quantum.OnLoaded();

    /// <inheritdoc/>
    public override IEnumerable<(string Name, double Square)> SquaredNorms => quantum.SquaredNorms;

    /// <inheritdoc/>
    public override string? MergeObstacle => _readOut == ReadOut.Amplitudes ? null
        : "expectations and probabilities of x/‖x‖ are not linear in x, so no weight computes them";

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x) => WithBase(x, input =>
    {
        var read = quantum.forward(input);
        return _readOut switch
        {
            ReadOut.PauliZ => nn.functional.linear(_fixedScale == 1 ? read : read * _fixedScale, up!, bias is null || _fixedScale == 1 ? bias : bias * _fixedScale),
            ReadOut.Probabilities => (read * (1L << quantum.Circuit.Qubits) - 1) * scale!,
            _ => _fixedScale == 1 ? read - input : (read - input) * _fixedScale,
        };
    });

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => weight + Turn(weight);

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => merged - Turn(merged);

    /// <summary>s·(U(θ)U(θ₀)⁻¹ − 1) on the first coordinates, [out, in]: the rows that the circuit makes of the unit vectors, transposed.</summary>
    private Tensor Turn(Tensor weight)
    {
        var unit = eye(weight.shape[1], dtype: weight.dtype);
        return (quantum.forward(unit) - unit).t() * _fixedScale;
    }
}
