using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Lora;

/// <summary>LoRA (Hu et al., arXiv 2106.09685): h = W₀x + (α/r)·B·A·x.</summary>
public sealed class LoraMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "lora";

    /// <inheritdoc/>
    public string Summary => "low-rank update B·A beside the frozen weight (r, alpha, dropout, target_modules)";

    /// <inheritdoc/>
    public IAdapterConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rank = options.Int("r", 8);
        return new LoraConfig(
            options.Texts("target_modules") ?? ["q_proj", "v_proj"], rank, options.Double("alpha", 2 * rank, min: 0), options.Double("dropout", 0, min: 0, below: 1));
    }
}

/// <summary>The options of LoRA.</summary>
/// <param name="TargetModules">Which linear layers.</param>
/// <param name="Rank">r, the inner width.</param>
/// <param name="Alpha">α; the update is scaled by α/r.</param>
/// <param name="Dropout">Probability with which an input of the update is dropped in training.</param>
public sealed record LoraConfig(IReadOnlyList<string> TargetModules, int Rank, double Alpha, double Dropout) : IAdapterConfig
{
    /// <inheritdoc/>
    public string Method => "lora";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>
    {
        ["target_modules"] = TargetModules, ["r"] = Rank, ["alpha"] = Alpha, ["dropout"] = Dropout,
    };

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterServices services, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(services);
        services.SeedFor(name);
        return Task.FromResult<AdapterLayer>(new LoraLinear(linear, this));
    }
}
