using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Vera;

/// <summary>VeRA with its options.</summary>
/// <param name="Rank">r, rows of the shared A.</param>
/// <param name="Initial">Start value of d.</param>
/// <param name="Key">Seed of the shared A and B, with which PEFT draws the same numbers.</param>
/// <param name="SaveProjection">Whether the file holds A and B, or only what draws them again.</param>
/// <param name="Dropout">Probability with which an input of the update is dropped in training.</param>
/// <param name="InitWeights">True: b = 0. False is PEFT's setting for tests: b = 1 and d normally distributed.</param>
public sealed record VeraConfig(int Rank, double Initial, int Key, bool SaveProjection, double Dropout, bool InitWeights) : IBudgetedMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>
    {
        ["r"] = Rank, ["d_initial"] = Initial, ["projection_prng_key"] = Key, ["save_projection"] = SaveProjection, ["vera_dropout"] = Dropout, ["bias"] = "none", ["init_weights"] = InitWeights,
    };

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(scope);
        var (a, b) = Projections(scope, linear.weight.dtype);
        scope.SeedFor(name);
        return Task.FromResult<AdapterLayer>(new VeraLinear(linear, this, a, b));
    }

    /// <inheritdoc/>
    public BudgetFit Fit(IReadOnlyList<(string Name, Linear Layer)> layers, long budget)
    {
        ArgumentNullException.ThrowIfNull(layers);
        // One r for all: a rank costs a number of d in every layer.
        var outputs = layers.Sum(target => target.Layer.out_features);
        var rank = BudgetShare.Of("vera", [(outputs, layers.Count, int.MaxValue)], budget, "rank")[0];
        return new(this with { Rank = rank, SaveProjection = false }, FormattableString.Invariant(
            $"r = {rank}: {outputs + ((long)rank * layers.Count):#,0} of {budget:#,0} parameters; the shared projections are drawn from projection_prng_key and not stored"));
    }

    /// <summary>
    /// A of [r, largest in] and B of [largest out, r], Kaiming-uniform with gain √2, drawn in single precision from a generator of their own, A first, as PEFT draws them:
    /// layers take the first columns of A and the first rows of B.
    /// </summary>
    private (Tensor A, Tensor B) Projections(AdapterScope scope, ScalarType type)
    {
        var (a, b) = scope.Share("vera", () =>
        {
            using var generator = new Generator(Key);
            return (Draw([Rank, scope.Targets.Max(target => target.Layer.in_features)], generator), Draw([scope.Targets.Max(target => target.Layer.out_features), Rank], generator));
        });
        return SaveProjection ? (scope.ShareTensor("base_model.vera_A", () => a), scope.ShareTensor("base_model.vera_B", () => b)) : (a, b);

        Tensor Draw(long[] shape, Generator generator) =>
            nn.init.kaiming_uniform_(empty(shape), generator: generator).to(type == float64 ? float64 : float32).DetachFromDisposeScope();
    }
}
