using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.FourierFT;

/// <summary>FourierFT with its options.</summary>
/// <param name="Frequencies">n, the trained coefficients of a layer.</param>
/// <param name="Scaling">α, the factor before the transform.</param>
/// <param name="Seed">Seed of the places of the coefficients: layers of one shape share theirs.</param>
/// <param name="InitWeights">True: coefficients 0. False: N(0, 1), as published; the model is changed from the start.</param>
/// <param name="Pattern">n of single modules.</param>
public sealed record FourierFTConfig(int Frequencies, double Scaling, int Seed, bool InitWeights, ModulePattern Pattern) : IBudgetedMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>
    {
        ["n_frequency"] = Frequencies, ["scaling"] = Scaling, ["random_loc_seed"] = Seed, ["init_weights"] = InitWeights, ["bias"] = "none", [FourierFTMethod.FrequencyPattern] = Pattern.Written,
    };

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(scope);
        Pattern.RefuseIdleKeys(scope);
        var (frequencies, rows, columns) = ((int)Pattern.Of(name, Frequencies), linear.out_features, linear.in_features);
        if (frequencies >= rows * columns)
            throw new AdapterOptionException("n_frequency", $"fourierft: {frequencies} frequencies for {name}, whose weight has {rows} × {columns} = {rows * columns} numbers; choose fewer");
        var places = scope.Share($"fourierft {rows} {columns} {frequencies}", () => new FourierPlaces(Seed, rows, columns, frequencies));
        scope.SeedFor(name);
        return Task.FromResult<AdapterLayer>(new FourierFTLinear(linear, this, places));
    }

    /// <inheritdoc/>
    public BudgetFit Fit(IReadOnlyList<(string Name, Linear Layer)> layers, long budget)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var counts = BudgetShare.Of("fourierft", [.. layers.Select(target => (0L, 1L, target.Layer.weight.numel() - 1))], budget, "frequency");
        var least = counts.Min();
        var larger = layers.Zip(counts).Where(entry => entry.Second != least).Select(entry => KeyValuePair.Create(entry.First.Name, (double)entry.Second));
        return new(this with { Frequencies = least, Pattern = new(FourierFTMethod.FrequencyPattern, larger) }, FormattableString.Invariant(
            $"{least}{(counts.Max() > least ? $" to {counts.Max()}" : "")} frequencies a layer: {counts.Sum(count => (long)count):#,0} of {budget:#,0} parameters"));
    }
}
