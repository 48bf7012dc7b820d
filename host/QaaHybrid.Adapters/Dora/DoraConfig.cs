using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Dora;

/// <summary>DoRA with its options.</summary>
/// <param name="LowRank">Rank, scaling, start.</param>
/// <param name="DetachNorm">Whether the norm counts as a constant in the gradient (§4.3 of the paper, and PEFT); false is the full gradient.</param>
public sealed record DoraConfig(LowRankOptions LowRank, bool DetachNorm) : IBudgetedMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options
    {
        get
        {
            var options = LowRank.Written;
            options.Add("use_dora", true);
            // Not a key of PEFT's, so it is written only where it says something.
            if (!DetachNorm)
                options.Add("detach_norm", false);
            return options;
        }
    }

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        LowRank.RefuseIdleKeys(scope);
        scope.SeedFor(name);
        return Task.FromResult<AdapterLayer>(new DoraLinear(linear, name, this));
    }

    /// <inheritdoc/>
    public BudgetFit Fit(IReadOnlyList<(string Name, Linear Layer)> layers, long budget)
    {
        var (options, reason) = LowRank.Fit("dora", layers, budget, perOutput: 1);
        return new(this with { LowRank = options }, reason);
    }
}
