using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Hra;

/// <summary>
/// <code>
/// h = W₀·R·x + bias,   R = H₁·H₂ ⋯ H_r,   H_i = I − 2·ûᵢûᵢᵀ,   ûᵢ = uᵢ/‖uᵢ‖
///   = W₀·(x − Û·T·Ûᵀx),   T⁻¹ = ½I + (the part of ÛᵀÛ above its diagonal)          (compact WY: Joffrain et al., 2006)
/// Gram–Schmidt (λ = ∞):  R = I − 2·QQᵀ = I − 2·Û(ÛᵀÛ)⁻¹Ûᵀ,  the reflection of the space that the u span
/// </code>
/// For even r the vectors start as equal pairs, whose reflections undo each other. With an odd r a reflection is left over, and orthogonal directions cannot undo each other:
/// these start from independent vectors and not from the identity (for odd r as in PEFT, which for Gram–Schmidt divides 0 by 0).
/// </summary>
public sealed class HraLinear : AdapterLayer
{
    private readonly HraConfig _config;
    private readonly Parameter hra_u;

    /// <summary>Wraps a linear layer; start values are drawn from libtorch's generator as it stands.</summary>
    public HraLinear(Linear linear, HraConfig config) : base(nameof(HraLinear), linear)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config;
        var (width, rank, type) = (linear.in_features, config.Rank, ParameterType(linear));
        var paired = rank % 2 == 0 && !config.GramSchmidt;
        var start = nn.init.kaiming_uniform_(empty([width, paired ? rank / 2 : rank], dtype: type), Math.Sqrt(5));
        hra_u = nn.Parameter(paired ? start.repeat_interleave(2, dim: 1) : start);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors => [("hra_u", hra_u)];

    /// <summary>R leaves a space of d − r dimensions alone: r(d − r) numbers choose it and, but for Gram–Schmidt's −1, r(r − 1)/2 turn the rest within itself.</summary>
    public override long DegreesOfFreedom
    {
        get
        {
            var (width, rank) = (hra_u.shape[0], hra_u.shape[1]);
            return Math.Max(rank * (width - rank), 0) + (_config.GramSchmidt ? 0 : Cayley.DegreesOfFreedom(Math.Min(rank, width)));
        }
    }

    /// <inheritdoc/>
    public override string? MergeObstacle => null;

    /// <summary>λ·‖I − ÛᵀÛ‖_F, or nothing where λ is 0.</summary>
    public override Tensor? Penalty()
    {
        if (_config.Orthogonality == 0)
            return null;
        var unit = Unit();
        return linalg.vector_norm(unit.t().matmul(unit) - eye(unit.shape[1], dtype: unit.dtype)) * _config.Orthogonality;
    }

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x) => base_layer.forward(InFullPrecision(x, rows => Reflect(rows, forward: true)));

    /// <summary>Rows of W₀R are those of W₀ mirrored in the opposite order.</summary>
    protected override Tensor MergedWeight(Tensor weight) => Reflect(weight, forward: false);

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => Reflect(merged, forward: true);

    /// <summary>x·Rᵀ (forward), or x·R, for rows x of [.., d].</summary>
    private Tensor Reflect(Tensor x, bool forward)
    {
        var unit = Unit();
        var (first, second) = (unit, unit.matmul(Core(unit)));
        return x - nn.functional.linear(x.matmul(forward ? first : second), forward ? second : first);
    }

    private Tensor Core(Tensor unit)
    {
        var products = unit.t().matmul(unit);
        return _config.GramSchmidt ? products.inverse() * 2 : (products.triu(1) + eye(unit.shape[1], dtype: unit.dtype) / 2).inverse();
    }

    private Tensor Unit() => hra_u / linalg.vector_norm(hra_u, dims: [0], keepdim: true);
}
