using QaaHybrid.Adapters;
using QaaHybrid.Circuits;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>What a run gets from outside.</summary>
public sealed record RunServices
{
    /// <summary>Where Q# operations become circuits.</summary>
    public required ICircuitSource Circuits { get; init; }

    /// <summary>Where the run says what it does.</summary>
    public required IProgressSink Progress { get; init; }

    /// <summary>Opens the backend that a recipe names.</summary>
    public IRecipeBackends Backends { get; init; } = new NoBackends();

    /// <summary>The folder that holds the shipped base models.</summary>
    public string ShippedModels { get; init; } = "";

    /// <summary>
    /// Looks at a method when it is trained: draws its circuits, holds them against another simulator, writes files of its own into the
    /// method's folder. Called with the model still in memory.
    /// </summary>
    public Func<TrainedMethod, CancellationToken, Task<MethodEvidence>> Examine { get; init; } = (_, _) => Task.FromResult(MethodEvidence.None);

    /// <summary>Says what the numbers mean, a paragraph each, for the report.</summary>
    public Func<RunResults, IReadOnlyList<string>> Remark { get; init; } = _ => [];
}

/// <summary>A method at the end of its training.</summary>
/// <param name="Recipe">Its recipe.</param>
/// <param name="Model">The model with the adapter in it.</param>
/// <param name="Adapter">The adapter.</param>
/// <param name="Batch">Held-out examples, for a forward pass over real input.</param>
/// <param name="Folder">Its folder.</param>
public sealed record TrainedMethod(MethodRecipe Recipe, PreTrainedModel Model, AdaptedModel Adapter, ITaskBatch Batch, MethodFolder Folder);
