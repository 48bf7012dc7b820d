using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.QuantumPeft;

/// <summary>
/// <c>h = W₀x + U·Λ·Vᵀx + bias</c>: U of [out, K] and V of [in, K] are the first K columns of the circuits U(θ) on ⌈log₂ out⌉ and V(φ) on ⌈log₂ in⌉ qubits,
/// cut off after the layer's widths where these are no powers of two; Λ is a diagonal of K numbers, zero at the start. A column is what the circuit makes of a basis state, read as amplitudes: all K run in one batch of the circuit
/// executor, in every forward pass.
/// </summary>
public sealed class QuantumPeftLinear : AdapterLayer
{
    private readonly QuantumLayer left;
    private readonly QuantumLayer right;
    private readonly Tensor states;
    private readonly Parameter scales;

    /// <summary>Wraps a linear layer; start angles are drawn uniformly from [−π, π) by libtorch's generator as it stands.</summary>
    public QuantumPeftLinear(Linear linear, Circuit left, Circuit right, QuantumPeftConfig config, int threads) : base(nameof(QuantumPeftLinear), linear)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(config);
        var type = ParameterType(linear);
        QuantumLayer Columns(Circuit circuit, long width) =>
            new(circuit, ReadOut.Amplitudes, (int)width, (rand([circuit.Parameters], dtype: type) * 2 - 1) * Math.PI, threads: threads);
        this.left = Columns(left, linear.out_features);
        this.right = Columns(right, linear.in_features);
        // |0⟩ … |K − 1⟩; amplitudes that are not given are zero.
        states = eye(config.Rank, dtype: type);
        scales = nn.Parameter(zeros([config.Rank], dtype: type));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors => [("left.theta", left.theta), ("right.theta", right.theta), ("scales", scales)];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, double Square)> SquaredNorms => left.SquaredNorms.Concat(right.SquaredNorms);

    /// <inheritdoc/>
    public override string? MergeObstacle => null;

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x) => WithBase(x, input => nn.functional.linear(input, right.forward(states)).matmul(scales.unsqueeze(1) * left.forward(states)));

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => weight + Update;

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => merged - Update;

    private Tensor Update => (scales.unsqueeze(1) * left.forward(states)).t().matmul(right.forward(states));
}
