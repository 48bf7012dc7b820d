using QaaHybrid.Files;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>Comparisons of methods over seeds: started, gone on with.</summary>
public static class Comparing
{
    /// <summary>Carries a comparison out, or goes on with it.</summary>
    /// <param name="session">Circuits and backends.</param>
    /// <param name="recipe">The recipe; it names the seeds.</param>
    /// <param name="options">Where it goes, and how many work on it.</param>
    /// <param name="progress">Where it says what it does.</param>
    /// <param name="cancellationToken">Ends the trainings under way after a step; the comparison can then be gone on with.</param>
    /// <returns>What came out, and what failed: then not every method has a result for every seed.</returns>
    /// <exception cref="RunInterruptedException">It was ended that way.</exception>
    public static async Task<ComparisonOutcome> CompareAsync(
        QaaSession session, Recipe recipe, ComparisonOptions options, IProgressSink progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        if (options.Worker is null && options.Processes > 1)
            throw new ArgumentException("this process trains one method at a time; several processes need a worker that starts them", nameof(options));
        ComparisonPlan.Check(recipe);
        var written = recipe;
        var path = options.Folder ?? RunFolder.NextPath("runs", recipe.Name + "-compared");
        recipe = WithThreads(recipe, path, options.Processes);
        if (!ComparisonFolder.Is(path))
            // What is wrong with the recipe, its data or its Q# is said before a folder is made.
            try
            {
                await FineTuning.Trainer(session, ComparisonPlan.ForSeed(recipe, recipe.Comparison.Seeds[0]), progress).CheckAsync(cancellationToken).ConfigureAwait(true);
            }
            catch (RecipeException refusal)
            {
                throw ComparisonPlan.InPlacesOf(written, refusal);
            }
        else if (recipe.Backend is not null)
            // Its budget may be another one now.
            new RecipeBackends(session).Check(recipe.Backend);
        var folder = ComparisonFolder.OpenOrCreate(path, recipe);
        progress.Say($"comparison {path}");
        if (ComparisonPlan.WithoutSize(recipe) is { Count: > 0 } without)
            progress.Say($"{string.Join(", ", without)}: no size to choose, so not fitted to {recipe.Comparison.Budget}");
        var environment = RunEnvironment.Current(Threads.Use(recipe.Threads), __version__, Sources.Commit());
        try
        {
            var runner = new ComparisonRunner(folder, recipe, environment, options.Worker ?? ((run, method, sink, token) => TrainMethodAsync(session, run, method, sink, token)), progress);
            var failures = await runner.RunAsync(options.Processes, cancellationToken).ConfigureAwait(true);
            return Report(folder, path, recipe, failures);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new RunInterruptedException(path, error, "compare");
        }
        catch (FileWriteException)
        {
            progress.Say($"the comparison stops here, and keeps what it has trained: 'qaa compare {path}' goes on with it");
            throw;
        }
    }

    /// <summary>Trains one method of a run in this process, or goes on with it.</summary>
    /// <param name="session">Circuits and backends.</param>
    /// <param name="run">The run.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="progress">Where it says what it does.</param>
    /// <param name="cancellationToken">Ends it after the step under way, with a checkpoint.</param>
    public static Task TrainMethodAsync(QaaSession session, RunFolder run, string method, IProgressSink progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return FineTuning.Trainer(session, run.ReadRecipe(), progress).RunAsync(run, method, cancellationToken);
    }

    private static ComparisonOutcome Report(ComparisonFolder folder, string path, Recipe recipe, IReadOnlyList<ComparisonFailure> failures)
    {
        var runs = recipe.Comparison.Seeds.Where(seed => RunFolder.Is(folder.SeedPath(seed))).Select(seed => RunFolder.Open(folder.SeedPath(seed)))
            .Select(run => SeededRun.FromFolder(run, run.ReadRecipe())).OfType<SeededRun>().Where(run => run.Methods.Count > 0).ToList();
        if (runs.Count == 0)
            return new ComparisonOutcome(path, null, failures);
        var comparison = MethodComparison.Of(recipe, runs, ComparisonPlan.Baseline(recipe));
        var file = ComparisonFile.Of(path, recipe, comparison, failures);
        file.Save(folder.ResultsFile);
        ReportPage.Write(folder.ReportFile, RunReport.FromComparison(recipe, comparison, failures) with { Remarks = [.. FrozenTwin.Remarks(recipe, comparison), .. QuicAsCircuit.Remarks(recipe)] });
        return new ComparisonOutcome(path, file, failures) { Comparison = comparison };
    }

    /// <summary>
    /// The recipe with a number of threads, which the results may depend on in their last digits: it stays with the comparison. Where the recipe says 0, the processes that
    /// begin the comparison share all cores.
    /// </summary>
    private static Recipe WithThreads(Recipe recipe, string path, int processes)
    {
        var cores = Environment.ProcessorCount;
        if (recipe.Threads == 0)
        {
            var threads = ComparisonFolder.Is(path) ? ComparisonFolder.Open(path).ReadRecipe().Threads : Math.Max(1, cores / processes);
            recipe = RecipeFile.Parse(recipe.Yaml, "recipe", [FormattableString.Invariant($"threads={threads}")]);
        }
        return processes == 1 || processes * recipe.Threads <= cores ? recipe : throw new RecipeException(new RecipeProblem("recipe", "threads",
            $"{processes} processes of {recipe.Threads} threads need {processes * recipe.Threads} cores, there are {cores}; take fewer processes, or --threads {Math.Max(1, cores / processes)}"));
    }
}

/// <summary>How a comparison is carried out; nothing that is computed depends on it.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Where it goes, or lies already; null is the next free <c>runs/NAME-compared-n</c>.</summary>
    public string? Folder { get; init; }

    /// <summary>How many seeds are worked on at a time.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Trains a method, in a process of its own; null trains in this one, which can only do one at a time.</summary>
    public MethodWorker? Worker { get; init; }
}

/// <summary>What a comparison ended with.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Results">The numbers; null where no method came to its end.</param>
/// <param name="Failures">The trainings that failed.</param>
public sealed record ComparisonOutcome(string Folder, ComparisonFile? Results, IReadOnlyList<ComparisonFailure> Failures)
{
    /// <summary>What they were computed from.</summary>
    public MethodComparison? Comparison { get; init; }
}
