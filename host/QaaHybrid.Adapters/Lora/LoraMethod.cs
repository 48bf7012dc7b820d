using QaaHybrid.Adapters.Parts;

namespace QaaHybrid.Adapters.Lora;

/// <summary>LoRA (Hu et al., arXiv 2106.09685).</summary>
public sealed class LoraMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "lora";

    /// <inheritdoc/>
    public string Summary =>
        "adds the product of two narrow matrices to each frozen weight and trains only these (r, lora_alpha, lora_dropout, use_rslora, init_lora_weights, rank_pattern, alpha_pattern)";

    /// <inheritdoc/>
    public IReadOnlyList<string> IgnoredKeys => LowRankOptions.IgnoredKeys;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> PeftDefaults => LowRankOptions.PeftDefaults;

    /// <inheritdoc/>
    public bool HasFanInFanOut => true;

    /// <inheritdoc/>
    public bool Reads(IReadOnlyDictionary<string, object?> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.GetValueOrDefault("use_dora") is not "true";
    }

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Bool("use_dora", false))
            throw new AdapterOptionException("use_dora", "lora: use_dora makes it another method here; choose the adapter dora");
        return new LoraConfig(LowRankOptions.Read(Name, options));
    }
}
