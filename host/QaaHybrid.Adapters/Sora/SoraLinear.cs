using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Sora;

/// <summary>
/// <c>h = W₀x + (α/r)·B·diag(g)·A·dropout(x)</c>, g of [r] drawn from N(0, 1). The loss grows by λ‖g‖₁/p, p the gates of all layers, and after each step
/// g ← sign(g)·max(|g| − ξ, 0): a proximal step, whose zeros are exact. <see cref="Finish"/> drops the ranks whose gates are zero.
/// </summary>
public sealed class SoraLinear : LowRankLinear
{
    private readonly SoraConfig _config;
    private readonly double _penalty;
    private readonly Parameter gate;

    /// <inheritdoc cref="LowRankLinear(string, Linear, string, LowRankOptions)"/>
    /// <param name="linear">The frozen layer.</param>
    /// <param name="name">Its full name in the model.</param>
    /// <param name="config">The options.</param>
    /// <param name="gates">p, the gates of all layers.</param>
    public SoraLinear(Linear linear, string name, SoraConfig config, int gates) : base(nameof(SoraLinear), linear, name, config.LowRank)
    {
        (_config, _penalty) = (config, config.Penalty / Math.Max(gates, 1));
        gate = nn.Parameter(randn([config.LowRank.RankOf(name)], dtype: ParameterType(linear)));
        RegisterComponents();
    }

    /// <summary>Ranks that the tensors hold.</summary>
    public int Rank => (int)gate.numel();

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors => [.. base.AdapterTensors, ("gate", gate)];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, double Value)> Sums => [("sora_ranks", gate.ne(0).sum().ToDouble())];

    /// <inheritdoc/>
    public override Tensor? Penalty() => _penalty > 0 ? gate.abs().sum() * _penalty : null;

    /// <inheritdoc/>
    public override void AfterStep(double progress) => gate.copy_(gate.sign() * (gate.abs() - _config.ThresholdAt(progress)).clamp_(min: 0));

    /// <inheritdoc/>
    public override void Finish()
    {
        var left = gate.ne(0).nonzero().flatten();
        if (left.numel() == gate.numel())
            return;
        Keep(lora_A, 0);
        Keep(lora_B, 1);
        Keep(gate, 0);

        // The parameter keeps its identity, its gradient would have the old shape.
        void Keep(Parameter parameter, long dimension)
        {
            parameter.grad = null;
            parameter.set_data(parameter.index_select(dimension, left).contiguous());
        }
    }

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x) => Rank == 0 ? base_layer.forward(x) : WithBase(x, input => nn.functional.linear(Inner(input) * (gate * Scaling), lora_B));

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => weight + Update;

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => merged - Update;

    private Tensor Update => lora_B.matmul(gate.unsqueeze(1) * lora_A) * Scaling;
}
