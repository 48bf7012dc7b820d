using QaaHybrid.Adapters.Parts;

namespace QaaHybrid.Adapters.Vera;

/// <summary>VeRA (Kopiczko et al., arXiv 2310.11454).</summary>
public sealed class VeraMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "vera";

    /// <inheritdoc/>
    public string Summary =>
        "one random pair of narrow matrices shared by all layers and never trained; each layer trains two vectors that scale it (r, d_initial, projection_prng_key, save_projection, vera_dropout)";

    /// <inheritdoc/>
    public bool HasFanInFanOut => true;

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        BiasOption.RequireNone("vera", options);
        return new VeraConfig(
            options.Int("r", 256), options.Double("d_initial", 0.1), options.Int("projection_prng_key", 0, min: 0), options.Bool("save_projection", true),
            options.Double("vera_dropout", 0, min: 0, below: 1), options.Bool("init_weights", true));
    }
}
