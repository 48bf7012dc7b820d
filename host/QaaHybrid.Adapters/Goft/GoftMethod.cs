namespace QaaHybrid.Adapters.Goft;

/// <summary>Givens orthogonal fine-tuning (Ma et al., arXiv 2404.04316), strict (GOFT) or relaxed (qGOFT).</summary>
public sealed class GoftMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "goft";

    /// <inheritdoc/>
    public string Summary => "turns the input of a layer by a tree of rotations of two numbers each, one parameter an input (quasi: each may also stretch and shear; orthogonality)";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var quasi = options.Bool("quasi", false);
        var orthogonality = options.Double("orthogonality", 0, min: 0);
        return quasi || orthogonality == 0 ? new GoftConfig(quasi, orthogonality)
            : throw new AdapterOptionException("orthogonality", "goft: rotations are orthogonal already; 'orthogonality' goes with quasi: true");
    }
}
