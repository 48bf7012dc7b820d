using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Dora;

/// <summary>
/// <c>h = m/n ∘ (W₀x + s·B·A·dropout(x)) + b</c>, n_j = ‖row j of W₀ + s·B·A‖ and m of [out] trained from ‖row j of W₀‖. n counts as a constant in the gradient unless the
/// configuration says otherwise.
/// </summary>
public sealed class DoraLinear : LowRankLinear
{
    private readonly bool _detach;
    private readonly Tensor _squares;
    private readonly Parameter lora_magnitude_vector;
    private Tensor? _mergedFactor;

    /// <inheritdoc cref="LowRankLinear(string, Linear, string, LowRankOptions)"/>
    public DoraLinear(Linear linear, string name, DoraConfig config) : base(nameof(DoraLinear), linear, name, config.LowRank)
    {
        _detach = config.DetachNorm;
        using (no_grad())
        {
            _squares = linear.weight.to(lora_A.dtype).square().sum(1).DetachFromDisposeScope();
            lora_magnitude_vector = nn.Parameter(Norms(linear.weight.to(lora_A.dtype)));
        }
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors => [.. base.AdapterTensors, ("lora_magnitude_vector", lora_magnitude_vector)];

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x)
    {
        var (weight, type) = (base_layer.weight, lora_A.dtype);
        var plain = nn.functional.linear(x.to(weight.dtype), weight).to(type);
        var changed = plain + nn.functional.linear(Inner(x.to(type)) * Scaling, lora_B);
        var result = changed * (lora_magnitude_vector / NormsForStep(weight.to(type)));
        return (base_layer.bias is { } bias ? result + bias.to(type) : result).to(x.dtype);
    }

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight)
    {
        _mergedFactor = (lora_magnitude_vector / Norms(weight)).unsqueeze(1).DetachFromDisposeScope();
        return (weight + Update) * _mergedFactor;
    }

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => merged / _mergedFactor! - Update;

    private Tensor Update => lora_B.matmul(lora_A) * Scaling;

    private Tensor NormsForStep(Tensor weight)
    {
        if (!_detach)
            return Norms(weight);
        using var guard = no_grad();
        return Norms(weight);
    }

    /// <summary>
    /// n without the [out, in] matrix W₀ + s·B·A, which costs more than the update itself:
    /// <code>n_j² = ‖w_j‖² + 2s·b_j·(A·w_j) + s²·b_jᵀ·(A·Aᵀ)·b_j</code>
    /// </summary>
    private Tensor Norms(Tensor weight)
    {
        var cross = weight.matmul(lora_A.t()) * (2 * Scaling);
        var own = lora_B.matmul(lora_A.matmul(lora_A.t())) * (Scaling * Scaling);
        // Rounding may leave less than nothing where the update cancels a row.
        return (_squares + ((cross + own) * lora_B).sum(1)).clamp(min: 1e-30).sqrt();
    }
}
