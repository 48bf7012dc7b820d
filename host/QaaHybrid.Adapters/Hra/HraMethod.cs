using QaaHybrid.Adapters.Parts;

namespace QaaHybrid.Adapters.Hra;

/// <summary>Householder reflection adaptation (Yuan et al., arXiv 2405.17484), with Hugging Face PEFT's options.</summary>
public sealed class HraMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "hra";

    /// <inheritdoc/>
    public string Summary => "mirrors the input of a layer at a few trained planes (r, apply_GS, orthogonality)";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        BiasOption.RequireNone("hra", options);
        return new HraConfig(options.Int("r", 8), options.Bool("apply_GS", false), options.Double("orthogonality", 0, min: 0));
    }
}
