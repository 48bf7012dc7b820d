using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

public sealed partial class AdaptedModel
{
    /// <summary>Counts what an adapter would have. The model stays as it is, and may be without weights: then nothing of its size is ever in memory.</summary>
    /// <param name="model">The base model.</param>
    /// <param name="config">The method, its options and its places.</param>
    /// <param name="services">Circuits, threads and the seed.</param>
    /// <param name="modulesToSave">Modules that are trained as they are, beside those of the configuration: a fresh head. Null: none.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="AdapterOptionException">A name hits nothing, or the method does not fit a layer.</exception>
    public static async Task<AdapterCount> CountAsync(
        nn.Module model, AdapterConfig config, AdapterServices services, IReadOnlyList<string>? modulesToSave = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(services);
        var prepared = await Installed.PrepareAsync(model, DefaultName, config, services, modulesToSave ?? [], cancellationToken).ConfigureAwait(true);
        var head = prepared.Saved.Modules.Sum(module => module.Stored);
        return new AdapterCount([.. prepared.Adapter.Modules], head, model.parameters().Sum(parameter => parameter.numel()) - head, prepared.BudgetReason);
    }
}
