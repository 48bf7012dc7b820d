using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Boft;

/// <summary>
/// <code>
/// h = s ∘ (W₀·Rᵀ·x) + bias    (on rows: x·R first),    R = F_(m−1) ⋯ F₁·F₀,    F_i = P_i·diag(C(S_i1), C(S_i2), …)·P_iᵀ
/// C(S) = (I − S)(I + S)⁻¹,  S = (P − Pᵀ)/2 of the stored block P, zero at the start;  s one at the start
/// </code>
/// P_i sorts half blocks: within each stretch of 2^i blocks, half block j and half block j + 2^i become neighbours. So a product of m factors never reaches beyond
/// stretches of b·2^(m−1), and is applied as one block-diagonal matrix of this size, made anew from the small blocks in every forward pass.
/// </summary>
public sealed class BoftLinear : AdapterLayer
{
    private readonly double _dropout;
    private readonly Parameter boft_R;
    private readonly Parameter boft_s;

    /// <summary>Wraps a linear layer.</summary>
    public BoftLinear(Linear linear, BoftConfig config) : base(nameof(BoftLinear), linear)
    {
        ArgumentNullException.ThrowIfNull(config);
        _dropout = config.Dropout;
        var (width, size, type) = (linear.in_features, config.BlockSizeFor(linear.in_features), ParameterType(linear));
        boft_R = nn.Parameter(zeros([config.Factors, width / size, size, size], dtype: type));
        boft_s = nn.Parameter(ones([linear.out_features, 1], dtype: type));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors => [("boft_R", boft_R), ("boft_s", boft_s)];

    /// <summary>
    /// (b − 1)·d·m/2 skew entries and the scale, less what two factors in sequence share: both can turn each of the 2d/b half blocks within itself.
    /// </summary>
    public override long DegreesOfFreedom
    {
        get
        {
            var (factors, blocks, size) = (boft_R.shape[0], boft_R.shape[1], boft_R.shape[2]);
            return factors * blocks * Cayley.DegreesOfFreedom(size) - (factors - 1) * 2 * blocks * Cayley.DegreesOfFreedom(size / 2) + boft_s.numel();
        }
    }

    /// <inheritdoc/>
    public override string? MergeObstacle => null;

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x)
    {
        var turned = base_layer.forward(InFullPrecision(x, rows => BlockRotation.Apply(rows, Rotation(training ? _dropout : 0))));
        var scale = boft_s.flatten();
        // The bias is within the layer's output already and stays unscaled: s∘(y − bias) + bias = s∘y + (1 − s)∘bias.
        return InFullPrecision(turned, y => base_layer.bias is { } bias ? ((1 - scale) * bias).addcmul(y, scale, 1) : y * scale);
    }

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => BlockRotation.Apply(weight, Rotation(0).transpose(-2, -1)) * boft_s;

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => BlockRotation.Apply(merged / boft_s, Rotation(0));

    /// <summary>R as [d/B, B, B] with B = b·2^(m−1).</summary>
    private Tensor Rotation(double dropout)
    {
        var (factors, blocks, size) = (boft_R.shape[0], boft_R.shape[1], boft_R.shape[2]);
        var rotations = Cayley.OfSkewPart(boft_R).unbind(0);
        if (dropout > 0)
        {
            var drawn = randint(factors, [1]).ToInt64();
            rotations[drawn] = BlockDropout.Apply(rotations[drawn], dropout);
        }
        if (factors == 1)
            return rotations[0];
        var groups = 1L << (int)(factors - 1);
        var (stretches, reach) = (blocks / groups, size * groups);
        var product = eye(reach, dtype: boft_R.dtype).expand(stretches, reach, reach);
        for (var i = factors - 1; i >= 0; i--)
        {
            // Columns as (stretch of 2^i blocks, half, 2^i half blocks, b/2): P_i exchanges the two in the middle.
            long[] apart = [stretches, reach, -1, 2, 1L << (int)i, size / 2];
            var sorted = product.reshape(apart).permute(0, 2, 4, 1, 3, 5);
            product = sorted.reshape(blocks, reach, size).bmm(rotations[i]).reshape(sorted.shape).permute(0, 3, 1, 4, 2, 5).reshape(stretches, reach, reach);
        }
        return product;
    }
}
