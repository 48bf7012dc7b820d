using QaaHybrid.Circuits;
using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>A method with its own options fixed; where it is put is <see cref="Placement"/>'s matter. One of the two interfaces below implements it.</summary>
public interface IMethodConfig
{
    /// <summary>
    /// Every option with its effective value, such that <see cref="IAdapterMethod.Configure"/> of it gives this configuration again: what
    /// <c>adapter_config.json</c> holds. Text, numbers, truth values, lists and dictionaries of these.
    /// </summary>
    IReadOnlyDictionary<string, object?> Options { get; }
}

/// <summary>A method that puts something around linear layers, one by one.</summary>
public interface ILayerMethod : IMethodConfig
{
    /// <summary>Where the method goes when the recipe does not say: roles or names as <see cref="Placement.TargetModules"/> takes them. Null is the usual place of the model's family.</summary>
    IReadOnlyList<string>? DefaultTargets => null;

    /// <summary>Puts an adapter around one linear layer. It starts as the identity change: same output as the layer alone.</summary>
    /// <param name="name">The layer's full name in the model.</param>
    /// <param name="linear">The frozen layer; its weight may be without values (all zero) where only numbers are counted.</param>
    /// <param name="scope">Circuits, threads, seed, and what the layers of one adapter share.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="AdapterOptionException">The method does not fit this layer.</exception>
    /// <exception cref="CircuitImportException">The ansatz cannot become a circuit.</exception>
    Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default);

    /// <summary>The configuration that fits the layers as they are now, for the file: training may have pruned ranks.</summary>
    /// <param name="layers">The layers that this configuration wrapped, by their full names.</param>
    ILayerMethod AfterTraining(IReadOnlyList<(string Name, AdapterLayer Layer)> layers) => this;
}

/// <summary>A method that changes a model as a whole: full fine-tuning, prefix tuning.</summary>
public interface IModelMethod : IMethodConfig
{
    /// <summary>Prepares the change; the model is as before until <see cref="ModelAdapter.Activate"/>.</summary>
    /// <param name="model">The base model.</param>
    /// <param name="leftOut">Names of parameters that are trained and saved already, with a fresh head.</param>
    /// <param name="scope">Threads and seed.</param>
    /// <exception cref="AdapterOptionException">The method does not fit this model.</exception>
    ModelAdapter Attach(nn.Module model, Func<string, bool> leftOut, AdapterScope scope);
}

/// <summary>A method that can be fitted to a number of parameters.</summary>
public interface IBudgetedMethod : ILayerMethod
{
    /// <summary>Chooses the free options such that the adapter stays within the budget and uses it as far as the method allows.</summary>
    /// <param name="layers">Names and layers that will be wrapped.</param>
    /// <param name="budget">Most stored parameters over all layers.</param>
    /// <exception cref="AdapterOptionException">The method cannot be that small (key <c>budget</c>).</exception>
    BudgetFit Fit(IReadOnlyList<(string Name, Linear Layer)> layers, long budget);
}

/// <summary>A method that can be fitted to a number of parameters, some of which are counted in Q#.</summary>
public interface ICircuitBudgetedMethod : ILayerMethod
{
    /// <summary>As <see cref="IBudgetedMethod.Fit"/>.</summary>
    /// <param name="layers">Names and layers that will be wrapped.</param>
    /// <param name="budget">Most stored parameters over all layers.</param>
    /// <param name="circuits">Where angles are counted.</param>
    /// <param name="cancellationToken">Ends the wait for Q#.</param>
    /// <exception cref="AdapterOptionException">The method cannot be that small (key <c>budget</c>).</exception>
    Task<BudgetFit> FitAsync(IReadOnlyList<(string Name, Linear Layer)> layers, long budget, ICircuitSource circuits, CancellationToken cancellationToken = default);
}

/// <summary>A method that changes a model as a whole and can be fitted to a number of parameters.</summary>
public interface IBudgetedModelMethod : IModelMethod
{
    /// <summary>As <see cref="IBudgetedMethod.Fit"/>.</summary>
    /// <param name="model">The base model.</param>
    /// <param name="budget">Most stored parameters.</param>
    /// <returns>The method with all options fixed, and what was chosen and why.</returns>
    /// <exception cref="AdapterOptionException">The method cannot be that small (key <c>budget</c>), or does not fit this model.</exception>
    (IModelMethod Method, string Reason) Fit(nn.Module model, long budget);
}

/// <summary>What <see cref="IBudgetedMethod.Fit"/> chose.</summary>
/// <param name="Method">The method with all options fixed; differing by layer where the choice does.</param>
/// <param name="Reason">What was chosen and why, a sentence or two.</param>
public sealed record BudgetFit(ILayerMethod Method, string Reason);
