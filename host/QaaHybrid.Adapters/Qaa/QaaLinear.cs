using System.Globalization;
using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Qaa;

/// <summary>
/// <c>h = W₀x + Δ(x)</c>, Δ read from U(θ)|ψ⟩. What is embedded is z = x, or z = Dx with a bottleneck of m coordinates; |ψ⟩ = z/‖z‖, zero-padded to 2ⁿ amplitudes.
/// <list type="bullet">
/// <item>Z: <c>Δ = s·(W_up q + b)</c>, q_j = ⟨Z_j⟩ of the last measured qubits, W_up of [out, features] zero at the start;</item>
/// <item>probabilities: <c>Δ = s·(2ⁿp − 1)</c>, the first <c>out</c> of them, s trained from 0; with a bottleneck <c>Δ = s·(W_up p + b)</c>;</item>
/// <item>both: <c>Δ = s·(W_up [p, q] + b)</c>;</item>
/// <item>amplitudes: <c>Δ = s·(‖x‖·(U(θ)U(θ₀)⁻¹ψ) − x)</c>, the first <c>out</c> coordinates, real circuits only: an orthogonal map that starts as the identity; with a
/// bottleneck <c>Δ = s·Dᵀ(‖z‖·(U(θ)U(θ₀)⁻¹ψ) − z)</c>, which is one in the subspace of D's rows as long as these are orthonormal, as they start.</item>
/// </list>
/// </summary>
public sealed class QaaLinear : AdapterLayer
{
    private readonly QaaReadOut _readOut;
    private readonly double _fixedScale;
    private readonly CircuitReader reader;
    private readonly Tensor? down;
    private readonly Parameter? up;
    private readonly Parameter? bias;
    private readonly Parameter? scale;

    /// <summary>Wraps a linear layer; start values are drawn by libtorch's generator as it stands.</summary>
    /// <param name="linear">The frozen layer.</param>
    /// <param name="circuit">U(θ) on as many qubits as the embedded vector needs.</param>
    /// <param name="config">The options.</param>
    /// <param name="threads">Threads that share a batch.</param>
    public QaaLinear(Linear linear, Circuit circuit, QaaConfig config, int threads) : base(nameof(QaaLinear), linear)
    {
        var (outputs, inputs, type) = ((int)linear.weight.shape[0], (int)linear.weight.shape[1], ParameterType(linear));
        (_readOut, _fixedScale) = (config.ReadOut, config.Scale);
        var width = config.Bottleneck ?? inputs;
        int? wanted = config.ReadOut == QaaReadOut.Amplitudes ? width : config.HasUp ? null : outputs;
        reader = new CircuitReader(circuit, config, width, wanted, type, threads);
        if (config.Bottleneck is { } bottleneck)
        {
            var start = OrthonormalRows(bottleneck, inputs, type);
            down = config.TrainBottleneck ? nn.Parameter(start) : start.DetachFromDisposeScope();
        }
        if (config.HasUp)
        {
            up = nn.Parameter(zeros([outputs, reader.Features], dtype: type));
            bias = config.Bias ? nn.Parameter(zeros([outputs], dtype: type)) : null;
        }
        else if (_readOut == QaaReadOut.Probabilities)
            scale = nn.Parameter(full([1], config.Scale, dtype: type));
        RegisterComponents();
    }

    /// <summary>The circuit with its angles.</summary>
    public QuantumLayer Quantum => reader.Quantum;

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors
    {
        get
        {
            yield return ("theta", Quantum.theta);
            // Only a circuit that is run relative to its start needs the start to compute.
            if (_readOut == QaaReadOut.Amplitudes) yield return ("theta_0", Quantum.theta_0);
            if (reader.Reupload is { } weights) yield return ("reupload.weight", weights);
            if (down is not null) yield return ("down.weight", down);
            if (up is not null) yield return ("up.weight", up);
            if (bias is not null) yield return ("up.bias", bias);
            if (scale is not null) yield return ("scale", scale);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Value)> Metadata => [("qubits", Quantum.Circuit.Qubits.ToString(CultureInfo.InvariantCulture))];

    /// <inheritdoc/>
    public override void OnLoaded() => Quantum.OnLoaded();

    /// <inheritdoc/>
    public override IEnumerable<(string Name, double Square)> SquaredNorms => Quantum.SquaredNorms;

    /// <inheritdoc/>
    public override string? MergeObstacle => _readOut != QaaReadOut.Amplitudes ? "expectations and probabilities of x/‖x‖ are not linear in x, so no weight computes them"
        : reader.Reupload is not null ? "with re-uploading the circuit is another one for every x, so no weight computes it"
        : null;

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x) => WithBase(x, input =>
    {
        var embedded = down is null ? input : nn.functional.linear(input, down);
        var read = reader.forward(embedded);
        if (up is not null)
            return nn.functional.linear(Scaled(read), up, bias is null ? null : Scaled(bias));
        if (scale is not null)
            return read * scale;
        var change = Scaled(read - embedded);
        return down is null ? change : change.matmul(down);
    });

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => weight + Turn(weight.dtype);

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => merged - Turn(merged.dtype);

    /// <summary>s·(U(θ)U(θ₀)⁻¹ − 1) on the first coordinates, between Dᵀ and D, [out, in]: the rows that the circuit makes of the unit vectors, transposed.</summary>
    private Tensor Turn(ScalarType type)
    {
        var unit = eye(down?.shape[0] ?? base_layer.weight.shape[1], dtype: type);
        var turn = Scaled((reader.forward(unit) - unit).t());
        return down is null ? turn : down.t().matmul(turn).matmul(down);
    }

    private Tensor Scaled(Tensor values) => _fixedScale == 1 ? values : values * _fixedScale;

    private static Tensor OrthonormalRows(int rows, int columns, ScalarType type) => linalg.qr(randn([columns, rows], dtype: type)).Q.t().contiguous();
}
