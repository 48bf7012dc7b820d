using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Prefix;

/// <summary>
/// <c>W₂·tanh(W₁·E + b₁) + b₂</c>, from embeddings E of [m, width] to keys and values of [m, 2·layers·width] (Li and Liang 2021, §4.3): the prefix while it is trained. It starts
/// as PyTorch's layers do.
/// </summary>
internal sealed class PrefixEncoder
{
    private readonly Parameter _embedding;
    private readonly Linear _first;
    private readonly Linear _second;

    public PrefixEncoder(long tokens, long width, long hidden, long outputs, ScalarType type, bool zero)
    {
        _embedding = nn.Parameter(randn([tokens, width], dtype: type));
        (_first, _second) = (nn.Linear(width, hidden, dtype: type), nn.Linear(hidden, outputs, dtype: type));
        if (!zero)
            return;
        nn.init.zeros_(_second.weight);
        nn.init.zeros_(_second.bias!);
    }

    /// <summary>Its parameters, by PEFT's names of them.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Parameters =>
    [
        ("prompt_encoder.embedding.weight", _embedding),
        ("prompt_encoder.transform.0.weight", _first.weight), ("prompt_encoder.transform.0.bias", _first.bias!),
        ("prompt_encoder.transform.2.weight", _second.weight), ("prompt_encoder.transform.2.bias", _second.bias!),
    ];

    /// <summary>How many numbers it has, without making one.</summary>
    public static long Count(long tokens, long width, long hidden, long outputs) => tokens * width + (width + 1) * hidden + (hidden + 1) * outputs;

    /// <summary>[m, 2·layers·width].</summary>
    public Tensor Forward() => _second.forward(_first.forward(_embedding).tanh());
}
