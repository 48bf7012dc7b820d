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
    public static Task<RunResults> TrainAsync(
        QaaSession session, Recipe recipe, string? folder, IProgressSink progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(progress);
        // What is wrong with the recipe is said before a folder is made.
        var trainer = new Trainer(recipe, Services(session, recipe, progress));
        folder ??= RunFolder.NextPath("runs", recipe.Name);
        var run = RunFolder.Create(folder, recipe, RunEnvironment.Current(Threads.Use(recipe.Threads), __version__, Sources.Commit()));
        progress.Say($"run {folder}");
        return trainer.RunAsync(run, cancellationToken);
    }

    /// <summary>Goes on with a run that was interrupted or killed; a run that is complete only gets its report again.</summary>
    /// <inheritdoc cref="TrainAsync"/>
    public static Task<RunResults> ResumeAsync(QaaSession session, string folder, IProgressSink progress, CancellationToken cancellationToken = default)
    {
        var run = RunFolder.Open(folder);
        var recipe = run.ReadRecipe();
        return new Trainer(recipe, Services(session, recipe, progress)).RunAsync(run, cancellationToken);
    }

    private static RunServices Services(QaaSession session, Recipe recipe, IProgressSink progress)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new RunServices
        {
            Circuits = session.Circuits,
            Progress = progress,
            ShippedModels = Places.Models,
            Examine = new MethodExaminer(session).ExamineAsync,
            Remark = results => FrozenTwin.Remarks(recipe, results),
        };
    }
}
