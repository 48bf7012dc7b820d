using QaaHybrid.Circuits;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>The backends of recipes: the simulator, exact, sampled or noisy, and Microsoft's.</summary>
/// <param name="session">Circuits and backends.</param>
/// <param name="threads">Threads of simulators.</param>
public sealed class RecipeBackends(QaaSession session, int threads = 1) : IRecipeBackends
{
    private const string Simulator = "simulator";

    /// <inheritdoc/>
    public void Check(BackendRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        _ = Extrapolated(recipe, Innermost(recipe).Backend);
    }

    /// <inheritdoc/>
    public Task<IRunBackend> OpenAsync(BackendRecipe recipe, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var (backend, description) = Innermost(recipe);
        return Task.FromResult<IRunBackend>(new Opened(recipe, session.Circuits, new MeteredBackend(backend), description));
    }

    private (IQuantumBackend Backend, string Description) Innermost(BackendRecipe recipe)
    {
        if (recipe.Noise.Length > 0)
            return recipe.Name == Simulator
                ? (new NoisyBackend(NoiseModel.Parse(TextFile.ReadAll(recipe.Noise), recipe.Noise), threads: threads), $"a simulator with the noise of {Path.GetFileName(recipe.Noise)}")
                : throw recipe.Refuse("noise", $"is simulated by {Simulator}, not by {recipe.Name}");
        var found = session.Backends.FirstOrDefault(backend => backend.Name == recipe.Name)
            ?? throw recipe.Refuse("name", $"found '{recipe.Name}', {NearestName.Hint(recipe.Name, [.. session.Backends.Select(backend => backend.Name)])}");
        return (found, found.Name == Simulator ? "the simulator" : "Microsoft's simulator");
    }

    private static IQuantumBackend Extrapolated(BackendRecipe recipe, IQuantumBackend backend)
    {
        try
        {
            return recipe.Zne == BackendRecipe.NoMitigation ? backend : Mitigation.Extrapolated(backend, recipe.Zne, recipe.ZneScales);
        }
        catch (ArgumentException error)
        {
            throw recipe.Refuse("zne_scales", error.Message.Split(" (Parameter")[0]);
        }
    }

    private sealed class Opened(BackendRecipe recipe, ICircuitSource circuits, IMeteredBackend backend, string description) : IRunBackend
    {
        public string Description => string.Concat(
            description, recipe.Mitigation == Mitigation.ReadOut ? " with mitigation of read-out errors" : "", recipe.Zne == BackendRecipe.NoMitigation ? "" : $" with {recipe.Zne} extrapolation to zero noise");

        public BackendUsage Usage => backend.Usage;

        public async Task<IQuantumBackend> ForAsync(int qubits, long seed, CancellationToken cancellationToken = default) => Extrapolated(
            recipe, recipe.Mitigation == Mitigation.ReadOut
                ? await Mitigation.CalibratedAsync(circuits, backend, qubits, recipe.Shots, seed, cancellationToken).ConfigureAwait(true)
                : backend);

        public async ValueTask DisposeAsync()
        {
            if (backend is IAsyncDisposable disposable)
                await disposable.DisposeAsync().ConfigureAwait(false);
        }
    }
}
