namespace QaaHybrid.Adapters.QuanTA;

/// <summary>QuanTA (Chen et al., arXiv 2406.00132); options and tensors are named as in the authors' code.</summary>
public sealed class QuanTAMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "quanta";

    /// <inheritdoc/>
    public string Summary => "splits a hidden vector into a few axes, as a register into qudits, and trains a small matrix for each pair of them (per_dim_features, d)";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var features = options.Ints("per_dim_features");
        if (features is not null && (features.Count < 2 || features.Any(size => size < 2)))
            throw new AdapterOptionException("per_dim_features", $"quanta: option 'per_dim_features' is {string.Join(",", features)}, expected at least two axes of at least 2");
        var axes = options.Int("d", features?.Count ?? 4, min: 2);
        if (features is not null && axes != features.Count)
            throw new AdapterOptionException("d", $"quanta: option 'd' is {axes}, but per_dim_features has {features.Count} axes");
        return new QuanTAConfig(features, axes);
    }
}
