using QaaHybrid.Circuits;

namespace QaaHybrid.Training;

/// <summary>Opens what a recipe names as its backend; the loop knows none.</summary>
public interface IRecipeBackends
{
    /// <summary>Refuses what cannot be opened, before anything is written or submitted.</summary>
    /// <exception cref="RecipeException">There is no such backend, or a key does not fit it.</exception>
    void Check(BackendRecipe recipe);

    /// <summary>Whether jobs of the backend are charged.</summary>
    bool Charges(BackendRecipe recipe);

    /// <summary>What a training on such a backend would cost.</summary>
    /// <param name="recipe">The recipe's section.</param>
    /// <param name="circuits">Circuits of a step of all methods, at most: how many, of how many qubits.</param>
    /// <param name="steps">Steps of a training; null where it ends by time.</param>
    /// <returns>A sentence.</returns>
    /// <exception cref="RecipeException">The recipe sets no budget, and jobs are paid for: an emulator's are not.</exception>
    string Foretell(BackendRecipe recipe, IReadOnlyList<(long Circuits, int Qubits)> circuits, int? steps);

    /// <summary>Opens the backend for the training of one method.</summary>
    /// <param name="recipe">The recipe's section.</param>
    /// <param name="folder">The method's folder, for what the backend has to keep: a journal of jobs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IRunBackend> OpenAsync(BackendRecipe recipe, string folder, CancellationToken cancellationToken = default);
}

/// <summary>A backend that is open.</summary>
public interface IRunBackend : IAsyncDisposable
{
    /// <summary>What runs the circuits, in a few words for the report; an emulator and a simulator are called that.</summary>
    string Description { get; }

    /// <summary>What it has taken so far, mitigation included.</summary>
    BackendUsage Usage { get; }

    /// <summary>The backend for circuits of so many qubits, with the recipe's mitigation around it.</summary>
    /// <param name="qubits">Their number.</param>
    /// <param name="seed">Governs what a calibration draws.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IQuantumBackend> ForAsync(int qubits, long seed, CancellationToken cancellationToken = default);
}
