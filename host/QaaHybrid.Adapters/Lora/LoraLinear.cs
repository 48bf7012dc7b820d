using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Lora;

/// <summary>
/// <c>h = W₀x + (α/r)·B·A·dropout(x)</c>, A of [r, in] Kaiming-uniform, B of [out, r] zero at the start (Hu et al., arXiv 2106.09685, as Hugging Face
/// PEFT initialises it).
/// </summary>
public sealed class LoraLinear : AdapterLayer
{
    private readonly double _scaling;
    private readonly double _dropout;
    private readonly Parameter lora_A;
    private readonly Parameter lora_B;

    /// <summary>Wraps a linear layer; start values are drawn from libtorch's generator as it stands.</summary>
    public LoraLinear(Linear linear, LoraConfig config) : base(nameof(LoraLinear), linear)
    {
        _scaling = config.Alpha / config.Rank;
        _dropout = config.Dropout;
        var (weight, type) = (linear.weight, ParameterType(linear));
        lora_A = nn.Parameter(nn.init.kaiming_uniform_(empty([config.Rank, weight.shape[1]], dtype: type), Math.Sqrt(5)));
        lora_B = nn.Parameter(zeros([weight.shape[0], config.Rank], dtype: type));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors => [("lora_A.weight", lora_A), ("lora_B.weight", lora_B)];

    /// <inheritdoc/>
    public override string? MergeObstacle => null;

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x) => WithBase(x, input =>
    {
        var inner = nn.functional.linear(_dropout > 0 ? nn.functional.dropout(input, _dropout, training) : input, lora_A);
        return nn.functional.linear(inner * _scaling, lora_B);
    });

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => weight + Update;

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => merged - Update;

    private Tensor Update => lora_B.matmul(lora_A) * _scaling;
}
