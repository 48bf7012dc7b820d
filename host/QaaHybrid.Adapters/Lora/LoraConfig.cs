using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Lora;

/// <summary>LoRA with its options.</summary>
/// <param name="LowRank">Rank, scaling, start.</param>
public sealed record LoraConfig(LowRankOptions LowRank) : IBudgetedMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => LowRank.Written;

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        LowRank.RefuseIdleKeys(scope);
        scope.SeedFor(name);
        return Task.FromResult<AdapterLayer>(new LoraLinear(linear, name, LowRank));
    }

    /// <inheritdoc/>
    public BudgetFit Fit(IReadOnlyList<(string Name, Linear Layer)> layers, long budget)
    {
        var (options, reason) = LowRank.Fit("lora", layers, budget);
        return new(new LoraConfig(options), reason);
    }
}
