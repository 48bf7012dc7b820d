using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Parts;

/// <summary>A frozen linear layer with the pair A of [r, in] and B of [out, r]; what is made of them is the method's matter.</summary>
public abstract class LowRankLinear : AdapterLayer
{
    private readonly double _dropout;

    /// <summary>A, [r, in].</summary>
    protected readonly Parameter lora_A;

    /// <summary>B, [out, r].</summary>
    protected readonly Parameter lora_B;

    /// <summary>Wraps a layer; start values are drawn from libtorch's generator as it stands.</summary>
    /// <param name="type">The method's class, for messages.</param>
    /// <param name="linear">The frozen layer.</param>
    /// <param name="name">Its full name in the model.</param>
    /// <param name="options">Rank, scaling, start.</param>
    protected LowRankLinear(string type, Linear linear, string name, LowRankOptions options) : base(type, linear)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(options);
        var rank = options.RankOf(name);
        (Scaling, _dropout) = (options.ScalingOf(name), options.Dropout);
        var a = empty([rank, linear.in_features], dtype: ParameterType(linear));
        var b = zeros([linear.out_features, rank], dtype: ParameterType(linear));
        if (rank > 0)
        {
            // Kaiming with a = √5 is U(−1/√fan, 1/√fan): what nn.Linear has.
            lora_A = nn.Parameter(options.Start == LowRankStart.Gaussian ? nn.init.normal_(a, std: 1.0 / rank) : nn.init.kaiming_uniform_(a, Math.Sqrt(5)));
            lora_B = nn.Parameter(options.Start == LowRankStart.Random ? nn.init.kaiming_uniform_(b, Math.Sqrt(5)) : b);
        }
        else
            (lora_A, lora_B) = (nn.Parameter(a), nn.Parameter(b));
    }

    /// <summary>The factor before B·A.</summary>
    protected double Scaling { get; }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors => [("lora_A.weight", lora_A), ("lora_B.weight", lora_B)];

    /// <inheritdoc/>
    public override string? MergeObstacle => null;

    /// <summary>A·dropout(x), [.., in] → [.., r].</summary>
    protected Tensor Inner(Tensor x) => nn.functional.linear(_dropout > 0 ? nn.functional.dropout(x, _dropout, training) : x, lora_A);
}
