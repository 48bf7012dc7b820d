using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Vera;

/// <summary><c>h = W₀x + b ∘ B·(d ∘ A·dropout(x))</c>: A and B are the first columns and rows of two frozen random matrices that all layers share; b of [out] is trained from 0, d of [r] from a constant.</summary>
public sealed class VeraLinear : AdapterLayer
{
    private readonly double _dropout;
    // Of the whole adapter, not of this layer: an alias of the shared memory, which loading a file fills.
    private readonly (Tensor A, Tensor B) _shared;
    private readonly Parameter vera_lambda_b;
    private readonly Parameter vera_lambda_d;

    /// <summary>Wraps a linear layer.</summary>
    /// <param name="linear">The frozen layer.</param>
    /// <param name="config">The options.</param>
    /// <param name="a">A, [r, at least in].</param>
    /// <param name="b">B, [at least out, r].</param>
    public VeraLinear(Linear linear, VeraConfig config, Tensor a, Tensor b) : base(nameof(VeraLinear), linear)
    {
        _dropout = config.Dropout;
        _shared = (a.slice(1, 0, linear.in_features, 1).DetachFromDisposeScope(), b.slice(0, 0, linear.out_features, 1).DetachFromDisposeScope());
        var type = ParameterType(linear);
        vera_lambda_b = nn.Parameter(full([linear.out_features], config.InitWeights ? 0 : 1, dtype: type));
        vera_lambda_d = nn.Parameter(config.InitWeights ? full([config.Rank], config.Initial, dtype: type) : randn([config.Rank], dtype: type));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors => [("vera_lambda_b", vera_lambda_b), ("vera_lambda_d", vera_lambda_d)];

    /// <inheritdoc/>
    public override string? MergeObstacle => null;

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x) => WithBase(x, input =>
    {
        var inner = nn.functional.linear(_dropout > 0 ? nn.functional.dropout(input, _dropout, training) : input, _shared.A);
        return nn.functional.linear(inner * vera_lambda_d, _shared.B) * vera_lambda_b;
    });

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => weight + Update;

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => merged - Update;

    private Tensor Update => (_shared.B * vera_lambda_d).matmul(_shared.A) * vera_lambda_b.unsqueeze(1);
}
