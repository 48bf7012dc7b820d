using QaaHybrid.Torch.Modules;
using static System.FormattableString;

namespace QaaHybrid.Adapters.Hra;

/// <summary>The options of HRA.</summary>
/// <param name="Rank">r, the number of reflections. An even number starts as the identity.</param>
/// <param name="GramSchmidt">Whether the planes are made orthogonal to each other first: the paper's λ = ∞.</param>
/// <param name="Orthogonality">λ of the penalty λ·‖I − ÛᵀÛ‖_F on the unit vectors; PEFT has no such option, and 0 writes none.</param>
public sealed record HraConfig(int Rank, bool GramSchmidt, double Orthogonality) : IBudgetedMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options
    {
        get
        {
            var options = new Dictionary<string, object?> { ["r"] = Rank, ["apply_GS"] = GramSchmidt, ["bias"] = "none" };
            if (Orthogonality > 0)
                options.Add("orthogonality", Orthogonality);
            return options;
        }
    }

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(scope);
        if (GramSchmidt && Rank > linear.in_features)
            throw new AdapterOptionException("r", $"hra: {name} takes {linear.in_features} inputs, which hold no {Rank} orthogonal directions");
        scope.SeedFor(name);
        return Task.FromResult<AdapterLayer>(new HraLinear(linear, this));
    }

    /// <inheritdoc/>
    public BudgetFit Fit(IReadOnlyList<(string Name, Linear Layer)> layers, long budget)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var each = layers.Sum(entry => entry.Layer.in_features);
        var rank = budget / each;
        // Pairs, so that it starts as the identity.
        rank -= GramSchmidt ? 0 : rank % 2;
        return rank > 0 ? new BudgetFit(this with { Rank = (int)rank }, Invariant($"r {rank}: {rank * each:#,0} parameters of {budget:#,0}, {each:#,0} for one reflection in every layer"))
            : throw new AdapterOptionException("budget", $"hra: one reflection of these {layers.Count} layers has {each:#,0} parameters, a pair {2 * each:#,0}, the budget is {budget:#,0}");
    }
}
