using QaaHybrid.Adapters.Parts;

namespace QaaHybrid.Adapters.Dora;

/// <summary>DoRA (Liu et al., arXiv 2402.09353); in PEFT's files a LoRA with <c>use_dora</c>.</summary>
public sealed class DoraMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "dora";

    /// <inheritdoc/>
    public string PeftType => "LORA";

    /// <inheritdoc/>
    public string Summary => "LoRA for the direction of each weight row, and its length trained apart (LoRA's options, detach_norm)";

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
        return options.GetValueOrDefault("use_dora") is "true";
    }

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Bool("use_dora", true))
            throw new AdapterOptionException("use_dora", "dora: option 'use_dora' is false, which is the adapter lora");
        return new DoraConfig(LowRankOptions.Read(Name, options), options.Bool("detach_norm", true));
    }
}
