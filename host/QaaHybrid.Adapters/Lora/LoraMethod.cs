using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Lora;

/// <summary>LoRA (Hu et al., arXiv 2106.09685): h = W₀x + (α/r)·B·A·x.</summary>
public sealed class LoraMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "lora";

    /// <inheritdoc/>
    public string Summary => "low-rank update B·A beside the frozen weight (r, lora_alpha, lora_dropout)";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rank = options.Int("r", 8);
        return new LoraConfig(rank, options.Double("lora_alpha|alpha", 2 * rank, min: 0), options.Double("lora_dropout|dropout", 0, min: 0, below: 1));
    }
}

/// <summary>The options of LoRA.</summary>
/// <param name="Rank">r, the inner width.</param>
/// <param name="Alpha">α; the update is scaled by α/r.</param>
/// <param name="Dropout">Probability with which an input of the update is dropped in training.</param>
public sealed record LoraConfig(int Rank, double Alpha, double Dropout) : ILayerMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?> { ["r"] = Rank, ["lora_alpha"] = Alpha, ["lora_dropout"] = Dropout };

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(scope);
        scope.SeedFor(name);
        return Task.FromResult<AdapterLayer>(new LoraLinear(linear, this));
    }
}
