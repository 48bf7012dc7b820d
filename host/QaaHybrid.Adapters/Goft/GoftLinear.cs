using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Goft;

/// <summary>
/// <c>h = W₀·R·x + bias</c> with R the <see cref="GivensTree"/>: of rotations by d − 1 angles, zero at the start; or for qGOFT of d − 1 matrices of 2 × 2, the identity at the start, which
/// change lengths and angles too.
/// </summary>
public sealed class GoftLinear : AdapterLayer
{
    private readonly GoftConfig _config;
    private readonly Parameter? goft_theta;
    private readonly Parameter? goft_G;

    /// <summary>Wraps a linear layer.</summary>
    public GoftLinear(Linear linear, GoftConfig config) : base(nameof(GoftLinear), linear)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config;
        var (rotations, type) = (linear.in_features - 1, ParameterType(linear));
        if (config.Quasi)
            goft_G = nn.Parameter(eye(2, dtype: type).repeat(rotations, 1, 1));
        else
            goft_theta = nn.Parameter(zeros([rotations], dtype: type));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors => [goft_G is not null ? ("goft_G", goft_G) : ("goft_theta", goft_theta!)];

    /// <summary>An angle each; of the four numbers of a matrix three, for what scales a coordinate that goes on can be undone in the next round, and one more in the last.</summary>
    public override long DegreesOfFreedom => goft_G is not null ? 3 * goft_G.shape[0] + 1 : goft_theta!.numel();

    /// <inheritdoc/>
    public override string? MergeObstacle => null;

    /// <summary>qGOFT's λ·Σ‖GᵀG − I‖²_F, or nothing where λ is 0.</summary>
    public override Tensor? Penalty() => _config.Orthogonality == 0 ? null
        : (goft_G!.transpose(1, 2).bmm(goft_G) - eye(2, dtype: goft_G.dtype)).pow(2).sum() * _config.Orthogonality;

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x) => base_layer.forward(InFullPrecision(x, Tree.Apply));

    /// <summary>Rows w of W₀ become w·R = (Rᵀ·wᵀ)ᵀ.</summary>
    protected override Tensor MergedWeight(Tensor weight) => Tree.ApplyTransposed(weight);

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => (goft_G is null ? Tree : Tree.InverseTransposed()).Apply(merged);

    private GivensTree Tree => goft_G is not null ? GivensTree.OfMatrices(goft_G) : GivensTree.OfAngles(goft_theta!);
}
