using QaaHybrid.Adapters.Parts;
using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Quic;

/// <summary>
/// <code>
/// y = (x·Wᵀ)·Δ + bias   (output side)          y = (x·Δ)·Wᵀ + bias   (input side)
/// Δ = blockdiag(C_k₁(A₁) ⊕ C_k₂(A₁) ⊕ … ⊕ 1, …, C_k₁(A_N) ⊕ …, 1)
/// </code>
/// A₁ … A_N are n × n; where they are rotations, so is Δ. Neither Δ nor its blocks are formed, only the compounds, and a large C_2 not even itself. Raj and Coyle, arXiv 2502.06916, as their
/// released code has it: the bias stays outside, and features that no compound covers pass unchanged.
/// </summary>
public sealed class QuicLinear : QuicLayer
{
    // A greater one would leave less than half the digits of a weight in single precision.
    private const double WorstCondition = 1e4;

    private readonly long _width;

    /// <summary>Wraps a layer; random start values are drawn from libtorch's generator as it stands.</summary>
    /// <param name="name">The layer's full name in the model, for messages.</param>
    /// <param name="linear">The frozen layer.</param>
    /// <param name="config">The options.</param>
    /// <param name="circuit">The layout whose angles are trained, on as many qubits as <see cref="QuicConfig.SizeFor(string, Linear)"/> says; null for Cayley's transform.</param>
    /// <param name="threads">Threads of the circuit simulator.</param>
    /// <exception cref="AdapterOptionException">The orders do not fit the layer.</exception>
    public QuicLinear(string name, Linear linear, QuicConfig config, Circuit? circuit = null, int threads = 1) : base(nameof(QuicLinear), linear, config, config.SizeFor(name, linear), circuit, threads)
    {
        _width = Width(linear, config);
        RegisterComponents();
    }

    /// <summary>b: coordinates of a block.</summary>
    public long BlockSize => _width / Config.Blocks;

    /// <summary>Whether Δ is a rotation, so that its transpose takes it back.</summary>
    public bool IsOrthogonal => Matrices.IsOrthogonal && Config.Kind == MinorKind.Determinant && (Config.Stack == CompoundStack.Product || Config.Adapters == 1);

    /// <inheritdoc/>
    public override string? MergeObstacle
    {
        get
        {
            if (IsOrthogonal)
                return null;
            using var guard = no_grad();
            using var scope = NewDisposeScope();
            var delta = Delta();
            var condition = double.PositiveInfinity;
            try
            {
                condition = Norm(delta) * Norm(delta.inverse());
            }
            catch (TorchException)
            {
                // Singular: the message says so.
            }
            return condition <= WorstCondition ? null
                : $"the change of {GetName()} is linear but {(double.IsFinite(condition) ? FormattableString.Invariant($"nearly singular (condition {condition:G2})") : "singular")}, so the weight could not be had back from the merged one";
        }
    }

    /// <summary>Δ as one matrix [d, d] in double precision, without gradients: for tests, reports and inverses.</summary>
    public Tensor Delta()
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(Turn(eye(_width, dtype: float64)));
    }

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x)
    {
        if (IsLeftOut())
            return base_layer.forward(x);
        if (Config.Side == QuicSide.Input)
            return base_layer.forward(InFullPrecision(x, Turn));
        var turned = InFullPrecision(WithoutBias(x), Turn);
        return base_layer.bias is { } bias ? turned + bias.to(turned.dtype) : turned;
    }

    // x·Wᵀ in the type of x, whatever the weight is kept in.
    private Tensor WithoutBias(Tensor x) => nn.functional.linear(x.to(base_layer.weight.dtype), base_layer.weight).to(x.dtype);

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => Config.Side == QuicSide.Output
        ? Turn(weight.to(float64).t()).t().to(weight.dtype).contiguous()
        : (IsOrthogonal ? TurnBack(weight.to(float64)) : weight.to(float64).matmul(Delta().t())).to(weight.dtype);

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged)
    {
        var weight = merged.to(float64);
        if (!IsOrthogonal)
        {
            var inverse = Delta().inverse();
            weight = Config.Side == QuicSide.Output ? inverse.t().matmul(weight) : weight.matmul(inverse.t());
        }
        else
            weight = Config.Side == QuicSide.Output ? TurnBack(weight.t()).t() : Turn(weight);
        return weight.to(merged.dtype).contiguous();
    }

    // rows · Δ
    private Tensor Turn(Tensor rows)
    {
        var a = Matrices.Compute(rows.dtype);
        if (Config.Stack == CompoundStack.Product || Config.Adapters == 1)
        {
            for (var i = 0; i < Config.Adapters; i++)
                rows = TurnBy(rows, a[i], i);
            return rows;
        }
        var sum = Enumerable.Range(0, Config.Adapters).Select(i => TurnBy(rows, a[i], i)).Aggregate((x, y) => x + y);
        // What the adapters add beyond one identity: within the blocks the released code leaves it there.
        var excess = Config.Stack == CompoundStack.Changes ? rows : nn.functional.pad(rows.narrow(-1, Covered, _width - Covered), [Covered, 0]);
        return sum.sub(excess, Config.Adapters - 1);
    }

    // rows · Δᵀ, of rotations: the compound of the transpose is the transpose of the compound.
    private Tensor TurnBack(Tensor rows)
    {
        var a = Matrices.Compute(rows.dtype);
        for (var i = Config.Adapters - 1; i >= 0; i--)
            rows = TurnBy(rows, a[i].transpose(-2, -1), i);
        return rows;
    }

    private Tensor TurnBy(Tensor rows, Tensor a, int adapter)
    {
        var shift = Config.OffsetBlocks ? adapter * Covered / Config.Adapters : 0;
        return shift == 0 ? Blocks(rows, a) : Shift(Blocks(Shift(rows, shift), a), -shift);
    }

    private Tensor Blocks(Tensor rows, Tensor a)
    {
        if (!GoesWithoutSecondCompound(a))
        {
            var minors = Minors(a);
            return BlockProduct.Apply(rows, LayoutOf(minors, BlockSize, BlockSize, passesOn: true), _width, minors);
        }
        // C_2 by itself, from the side of the activations; what else there is, A alone, beside it.
        var (n, size) = (a.shape[^1], CompoundMatrix.Size((int)a.shape[^1], 2));
        var start = Config.Orders.TakeWhile(order => order != 2).Sum(order => CompoundMatrix.Size((int)n, order));
        var place = Config.Orders.TakeWhile(order => order != 1).Sum(order => CompoundMatrix.Size((int)n, order));
        var flat = rows.reshape(-1, _width);
        var inner = flat.narrow(1, 0, Covered).unflatten(1, Config.Blocks, BlockSize);
        var turned = SecondCompoundProduct.Apply(inner.narrow(2, start, size), a);
        var rest = Config.Orders.Contains(1)
            ? BlockProduct.Apply(flat, new BlockLayout(Config.Blocks, (int)BlockSize, (int)BlockSize, [((int)place, (int)place)], PassesOn: true), _width, [a]) : flat;
        var others = rest.narrow(1, 0, Covered).unflatten(1, Config.Blocks, BlockSize);
        var blocks = cat([others.narrow(2, 0, start), turned, others.narrow(2, start + size, BlockSize - start - size)], 2).flatten(1);
        return (Covered == _width ? blocks : cat([blocks, flat.narrow(1, Covered, _width - Covered)], 1)).reshape(rows.shape);
    }

    private bool GoesWithoutSecondCompound(Tensor a) =>
        a.shape[^1] >= SecondCompoundProduct.Pays && Config.Kind == MinorKind.Determinant && !Config.LibtorchGradient && Config.Orders.Max() == 2;

    // Round the coordinates of the blocks; those left over stay.
    private Tensor Shift(Tensor rows, long by)
    {
        var turned = rows.narrow(-1, 0, Covered).roll([by], [-1]);
        return Covered == _width ? turned : cat([turned, rows.narrow(-1, Covered, _width - Covered)], -1);
    }

    private long Covered => BlockSize * Config.Blocks;

    private static long Width(Linear linear, QuicConfig config) => linear.weight.shape[config.Side == QuicSide.Output ? 0 : 1];

    private static double Norm(Tensor matrix) => matrix.abs().sum(0).max().ToDouble();
}
