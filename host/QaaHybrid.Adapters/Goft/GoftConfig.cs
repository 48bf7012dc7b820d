using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Goft;

/// <summary>The options of GOFT.</summary>
/// <param name="Quasi">qGOFT: each pair of coordinates has a 2 × 2 matrix of its own in place of an angle, four numbers in place of one.</param>
/// <param name="Orthogonality">λ of qGOFT's penalty λ·Σ‖GᵀG − I‖²_F.</param>
public sealed record GoftConfig(bool Quasi, double Orthogonality) : ILayerMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?> { ["quasi"] = Quasi, ["orthogonality"] = Orthogonality };

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(linear);
        return linear.in_features > 1 ? Task.FromResult<AdapterLayer>(new GoftLinear(linear, this))
            : throw new AdapterOptionException("target_modules", $"goft: {name} takes a single input, and a rotation needs two");
    }
}
