using QaaHybrid.Adapters.Parts;

namespace QaaHybrid.Adapters.FourierFT;

/// <summary>FourierFT (Gao et al., arXiv 2405.03003).</summary>
public sealed class FourierFTMethod : IAdapterMethod
{
    internal const string FrequencyPattern = "n_frequency_pattern";

    /// <inheritdoc/>
    public string Name => "fourierft";

    /// <inheritdoc/>
    public string Summary =>
        "trains a few Fourier coefficients of the change of each weight, at places drawn once (n_frequency, scaling, random_loc_seed, init_weights, n_frequency_pattern); as published it starts from random coefficients";

    /// <inheritdoc/>
    public bool HasFanInFanOut => true;

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        BiasOption.RequireNone("fourierft", options);
        return new FourierFTConfig(
            options.Int("n_frequency", 1000), options.Double("scaling|alpha", 150), options.Int("random_loc_seed", 777, min: 0), options.Bool("init_weights", false),
            ModulePattern.Read(options, FrequencyPattern, 1, whole: true));
    }
}
