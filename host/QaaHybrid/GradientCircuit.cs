using QaaHybrid.Adapters;
using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Azure;
using QaaHybrid.Circuits;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>
/// What a device would have to run for one hidden vector of one adapted module: the loader with the vector's angles, then the ansatz. Which gates that takes does not
/// depend on the vector, so it is drawn.
/// </summary>
/// <param name="Layer">The adapted module.</param>
/// <param name="Circuit">The tape of the forward pass, from |0…0⟩, the vector's angles bound where ⟨Z⟩ or probabilities are read; for amplitudes that of the interference.</param>
/// <param name="Theta">The angles at the start of training, or as trained, radians.</param>
public sealed record GradientCircuit(string Layer, Circuit Circuit, IReadOnlyList<double> Theta)
{
    // The loader takes 2ⁿ − 1 angles.
    private const int MostQubits = 16;

    private (InterferenceCircuit Circuit, double[] Vector)? Amplitudes { get; init; }

    /// <summary>The circuit of the first adapted module, or of a named one.</summary>
    /// <param name="session">Circuits.</param>
    /// <param name="recipeOrRun">A recipe's file, or the folder of a run or of an adapter.</param>
    /// <param name="method">The QAA method, where there are several; in a recipe the first one is taken.</param>
    /// <param name="layer">The module's name or the end of it.</param>
    /// <param name="seed">Draws the vector, and the start angles of a recipe's method.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="InvalidDataException">There is no QAA method of that name, or no such module.</exception>
    /// <exception cref="NotSupportedException">The circuit is too wide for an amplitude loader.</exception>
    public static async Task<GradientCircuit> OfAsync(
        QaaSession session, string recipeOrRun, string? method = null, string? layer = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        var (name, ansatz, theta, amplitudes) = Directory.Exists(recipeOrRun)
            ? await OfRunAsync(session, recipeOrRun, method, layer, cancellationToken).ConfigureAwait(true)
            : await OfRecipeAsync(session, recipeOrRun, method, layer, seed, cancellationToken).ConfigureAwait(true);
        if (ansatz.Qubits > MostQubits)
            throw new NotSupportedException($"{ansatz.Name} has {ansatz.Qubits} qubits; vectors of at most 2^{MostQubits} numbers are loaded as amplitudes");
        var random = new Random(unchecked((int)seed));
        double[] vector = [.. Enumerable.Range(0, 1 << ansatz.Qubits).Select(_ => 2 * random.NextDouble() - 1)];
        if (amplitudes is { } outputs)
        {
            var interference = await InterferenceCircuit.OfAsync(ansatz, outputs, session.Circuits, cancellationToken).ConfigureAwait(true);
            return new GradientCircuit(name, interference.Tape, theta) { Amplitudes = (interference, vector) };
        }
        var loader = await session.Circuits.ImportAsync(AmplitudeEmbedding.Request(ansatz.Qubits), cancellationToken).ConfigureAwait(true);
        return new GradientCircuit(name, loader.Bind(AmplitudeEmbedding.Angles(vector)).Then(ansatz), theta);
    }

    /// <summary>One gradient of it on a target, one circuit a job and packed: of Σ ⟨Z⟩, or of Σ ψ where amplitudes are read.</summary>
    /// <inheritdoc cref="GradientPrice.MeasureAsync(Circuit, IReadOnlyList{double}, int, string, PriceOptions?, PackingOptions?, long, CancellationToken)"/>
    public Task<GradientPrice> PriceAsync(
        int shots, string target, PriceOptions? options = null, PackingOptions? packing = null, long seed = 0, CancellationToken cancellationToken = default) => Amplitudes is var (circuit, vector)
        ? GradientPrice.MeasureAsync(circuit, vector, Theta, shots, target, options, packing, seed, cancellationToken)
        : GradientPrice.MeasureAsync(Circuit, Theta, shots, target, options, packing, seed, cancellationToken);

    private static async Task<(string, Circuit, IReadOnlyList<double>, int? Amplitudes)> OfRunAsync(
        QaaSession session, string run, string? method, string? layer, CancellationToken cancellationToken)
    {
        var trained = await TrainedCircuit.ReadAsync(session, run, method, layer, cancellationToken: cancellationToken).ConfigureAwait(true);
        // The file does not say how wide the layer is: all amplitudes take the same circuits.
        return (trained.FullName, trained.Circuit, trained.Theta, trained.ReadsAmplitudes ? 1 << trained.Circuit.Qubits : null);
    }

    // The model is made of its configuration alone, without weights.
    private static async Task<(string, Circuit, IReadOnlyList<double>, int? Amplitudes)> OfRecipeAsync(
        QaaSession session, string path, string? method, string? layer, long seed, CancellationToken cancellationToken)
    {
        var recipe = RecipeFile.Load(path);
        var candidates = recipe.Methods.Where(candidate => candidate.Adapter == "qaa").ToList();
        var chosen = candidates.Find(candidate => method is null || candidate.Name == method) ?? throw new DataFileException(path, candidates.Count == 0
            ? "no method of this recipe is a qaa adapter, whose circuits have parameter-shift gradients"
            : $"has no qaa method '{method}'; it has {string.Join(", ", candidates.Select(candidate => candidate.Name))}");
        using var model = ModelSizes.Create(ModelSizes.Read(recipe.Model));
        var adapted = await AdaptedModel.InjectAsync(
            model, AdapterRegistry.Configure(chosen.Adapter, chosen.Options), session.Services(seed, threads: 1), HeadModules.Of(model), cancellationToken).ConfigureAwait(true);
        var found = adapted.Layers.FirstOrDefault(entry => layer is null || entry.Name == layer || entry.Name.EndsWith('.' + layer, StringComparison.Ordinal));
        return found.Layer is QaaLinear qaa
            ? (found.Name, qaa.Quantum.Applied, qaa.Quantum.Theta, qaa.Quantum.ReadOut == ReadOut.Amplitudes ? qaa.Quantum.Outputs : null)
            : throw new DataFileException(path, $"{chosen.Name} adapts no module '{layer}'; it adapts {string.Join(", ", adapted.Layers.Select(entry => entry.Name))}");
    }
}
