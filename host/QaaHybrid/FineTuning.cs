using QaaHybrid.Azure;
using QaaHybrid.Files;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>Runs of recipes: started, gone on with, opened again.</summary>
public static class FineTuning
{
    /// <summary>Carries a recipe out in a new folder.</summary>
    /// <param name="session">Circuits and backends.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="folder">Where the run goes; null is the next free <c>runs/NAME-n</c>.</param>
    /// <param name="progress">Where it says what it does.</param>
    /// <param name="cancellationToken">Ends the run after the step under way; it can then be resumed.</param>
    /// <exception cref="RunInterruptedException">The run was ended that way.</exception>
    /// <exception cref="FileWriteException">The run's folder cannot be written, for want of room on the disk perhaps; what is there is whole, and can be resumed.</exception>
    public static async Task<RunResults> TrainAsync(
        QaaSession session, Recipe recipe, string? folder, IProgressSink progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(progress);
        // What is wrong with the recipe, its data or its Q# is said before a folder is made.
        var trainer = Trainer(session, recipe, progress);
        await trainer.CheckAsync(cancellationToken).ConfigureAwait(true);
        folder ??= RunFolder.NextPath("runs", recipe.Name);
        var run = RunFolder.Create(folder, recipe, RunEnvironment.Current(Threads.Use(recipe.Threads), __version__, Sources.Commit()));
        progress.Say($"run {folder}");
        return await RunAsync(trainer, run, folder, progress, cancellationToken).ConfigureAwait(true);
    }

    /// <summary>
    /// Changes what the jobs of a run that was interrupted may cost together; <see cref="ResumeAsync"/> goes on with it. Jobs that were sent before count. The recipe in
    /// the run's folder says it from then on.
    /// </summary>
    /// <param name="session">Circuits and backends.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="changes">The keys and values of the recipe's <c>backend</c> section, as <c>--set</c> takes them.</param>
    /// <exception cref="RecipeException">The run has no jobs, or the values do not fit its target; nothing is changed.</exception>
    /// <exception cref="FolderInUseException">Another process works on the run.</exception>
    public static void ChangeSpending(QaaSession session, string folder, IReadOnlyCollection<string> changes)
    {
        var run = RunFolder.Open(folder);
        if (run.ReadRecipe().Backend is not { IsAzure: true } backend)
            throw new DataFileException(folder, $"nothing of this run is sent to Azure Quantum, so that it has no budget (its circuits run on {run.ReadRecipe().Backend?.Name ?? "the simulator that trains"})");
        run.ChangeRecipe(changes, changed => new RecipeBackends(session).Check(changed.Backend!));
    }

    /// <summary>Goes on with a run that was interrupted or killed; a run that is complete only gets its report again.</summary>
    /// <inheritdoc cref="TrainAsync"/>
    public static Task<RunResults> ResumeAsync(QaaSession session, string folder, IProgressSink progress, CancellationToken cancellationToken = default)
    {
        var run = RunFolder.Open(folder);
        var recipe = run.ReadRecipe();
        return RunAsync(Trainer(session, recipe, progress), run, folder, progress, cancellationToken);
    }

    private static async Task<RunResults> RunAsync(Trainer trainer, RunFolder run, string folder, IProgressSink progress, CancellationToken cancellationToken)
    {
        try
        {
            return await trainer.RunAsync(run, cancellationToken).ConfigureAwait(true);
        }
        catch (Exception error) when (error is BudgetExceededException or BudgetMissingException or UnknownPriceException or QuantumServiceException or FileWriteException or JournalWriteException)
        {
            // Every job so far is in the journal, and the last checkpoint is whole.
            var change = error is BudgetExceededException or BudgetMissingException ? " --budget SUM" : error is UnknownPriceException ? " --accept-unknown-price" : "";
            progress.Say($"the run stops here, and keeps what it has measured: 'qaa resume {folder}{change}' goes on with it");
            throw;
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new RunInterruptedException(folder, error);
        }
    }

    /// <summary>What carries a recipe out, with everything that it needs.</summary>
    internal static Trainer Trainer(QaaSession session, Recipe recipe, IProgressSink progress)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new Trainer(recipe, new RunServices
        {
            Circuits = session.Circuits,
            Progress = progress,
            Backends = new RecipeBackends(session),
            ShippedModels = Places.Models,
            Examine = new MethodExaminer(session.Circuits, session.Backend("qsharp")).ExamineAsync,
            Remark = results => [.. FrozenTwin.Remarks(recipe, results), .. QuicAsCircuit.Remarks(recipe)],
        });
    }
}
