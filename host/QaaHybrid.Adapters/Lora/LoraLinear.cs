using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Lora;

/// <summary><c>h = W₀x + s·B·A·dropout(x)</c>, s = α/r or α/√r.</summary>
public sealed class LoraLinear : LowRankLinear
{
    /// <inheritdoc cref="LowRankLinear(string, Linear, string, LowRankOptions)"/>
    public LoraLinear(Linear linear, string name, LowRankOptions options) : base(nameof(LoraLinear), linear, name, options) => RegisterComponents();

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x) => WithBase(x, input => nn.functional.linear(Inner(input) * Scaling, lora_B));

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => weight + Update;

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => merged - Update;

    private Tensor Update => lora_B.matmul(lora_A) * Scaling;
}
