using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Oft;

/// <summary>
/// <code>
/// h = W₀·Rᵀ·x + bias    (on rows: x·R first),   R = diag(R₁, …, R_r),   Q_i skew, zero at the start
/// exact:     R_i = (I − Q_i)(I + Q_i)⁻¹
/// series:    R_i = I + 2Q_i + 2Q_i² + … + 2Q_i^(t−2) + Q_i^(t−1)    ≈ (I + Q_i)(I − Q_i)⁻¹
/// COFT:      ‖Q_i‖_F ≤ ε/√r
/// </code>
/// for t terms; two terms are I + 2Q, three are the same as four. The two forms turn opposite ways: so does PEFT, whose files say which is meant.
/// </summary>
public sealed class OftLinear : AdapterLayer
{
    private readonly OftConfig _config;
    private readonly long _size;
    private readonly Tensor above;
    private readonly Parameter oft_R;

    /// <summary>Wraps a linear layer.</summary>
    public OftLinear(Linear linear, OftConfig config) : base(nameof(OftLinear), linear)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config;
        _size = config.BlockSizeFor(linear.in_features);
        above = SkewVector.Above(_size);
        oft_R = nn.Parameter(zeros([config.BlockShare ? 1 : linear.in_features / _size, Cayley.DegreesOfFreedom(_size)], dtype: ParameterType(linear)));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors => [("oft_R.weight", oft_R)];

    /// <inheritdoc/>
    public override string? MergeObstacle => null;

    /// <inheritdoc/>
    public override void AfterStep(double progress) => Constrain();

    /// <inheritdoc/>
    public override void OnLoaded() => Constrain();

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x) => base_layer.forward(InFullPrecision(x, rows => BlockRotation.Apply(rows, Dropped(Rotations()))));

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => BlockRotation.Apply(weight, Rotations().transpose(-2, -1));

    /// <summary>By transposition where R is orthogonal, by its inverse where a series only comes near that.</summary>
    protected override Tensor UnmergedWeight(Tensor merged) =>
        BlockRotation.Apply(merged, _config.CayleyNeumann ? Rotations().transpose(-2, -1).inverse() : Rotations());

    /// <summary>R₁ … R_r, [r, b, b]; a single one where they are shared.</summary>
    private Tensor Rotations()
    {
        var skew = SkewVector.ToMatrix(oft_R, above, _size);
        return _config.CayleyNeumann ? Series(skew, _config.NeumannTerms) : Cayley.OfSkew(skew, CayleySign.Minus);
    }

    private static Tensor Series(Tensor skew, int terms)
    {
        var sum = eye(skew.shape[1], dtype: skew.dtype).expand_as(skew);
        if (terms == 1)
            return sum;
        sum = sum.add(skew, alpha: 2);
        if (terms == 2)
            return sum;
        var (power, highest) = (skew, Math.Max(terms, 4) - 1);
        for (var exponent = 2; exponent <= highest; exponent++)
        {
            power = power.bmm(skew);
            sum = sum.add(power, alpha: exponent < highest ? 2 : 1);
        }
        return sum;
    }

    /// <summary>In training the given share of the blocks, drawn anew each time, is the identity (multiplicative dropout, Liu et al., arXiv 2311.06243); a shared block is kept.</summary>
    private Tensor Dropped(Tensor rotations) => training ? BlockDropout.Apply(rotations, _config.ModuleDropout) : rotations;

    private void Constrain()
    {
        if (!_config.Constrained)
            return;
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        // The matrix holds each number twice: ‖Q‖_F = √2·‖q‖.
        var norm = linalg.vector_norm(oft_R, dims: [1], keepdim: true) * Math.Sqrt(2);
        var limit = _config.Eps / Math.Sqrt(oft_R.shape[0]);
        oft_R.mul_(where(norm > limit, limit / norm, 1));
    }
}
