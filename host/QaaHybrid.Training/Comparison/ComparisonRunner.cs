using System.Collections.Concurrent;

namespace QaaHybrid.Training;

/// <summary>Trains one method of a run, in this process or another one, or goes on with it.</summary>
/// <param name="run">The run.</param>
/// <param name="method">The method's name.</param>
/// <param name="progress">Where it says what it does.</param>
/// <param name="cancellationToken">Ends it after the step under way, with a checkpoint.</param>
public delegate Task MethodWorker(RunFolder run, string method, IProgressSink progress, CancellationToken cancellationToken);

/// <summary>A training that did not come to its end.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Method">The method.</param>
/// <param name="Error">Why.</param>
public sealed record ComparisonFailure(long Seed, string Method, Exception Error);

/// <summary>
/// Carries a comparison out: every method with every seed, seeds side by side as far as there are processes. What is done is not repeated; what fails is noted, and the
/// others go on. Nothing that is computed depends on how many work side by side.
/// </summary>
/// <param name="folder">The comparison.</param>
/// <param name="recipe">Its recipe.</param>
/// <param name="environment">What the runs are made with.</param>
/// <param name="worker">Trains a method.</param>
/// <param name="progress">Where it says what it does.</param>
public sealed class ComparisonRunner(ComparisonFolder folder, Recipe recipe, RunEnvironment environment, MethodWorker worker, IProgressSink progress)
{
    /// <summary>Trains what is not trained yet.</summary>
    /// <param name="processes">How many seeds at a time.</param>
    /// <param name="cancellationToken">Ends the trainings under way after a step, with a checkpoint.</param>
    /// <returns>What failed; empty where all is done.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    /// <exception cref="IOException">The comparison cannot be written, or another process works on it.</exception>
    public async Task<IReadOnlyList<ComparisonFailure>> RunAsync(int processes, CancellationToken cancellationToken = default)
    {
        using var alone = folder.Lock();
        var runs = recipe.Comparison.Seeds.Select(seed => (Seed: seed, Run: folder.Run(seed, ComparisonPlan.ForSeed(recipe, seed), environment))).ToList();
        var combined = new ComparisonProgress(progress, runs.Count * recipe.Methods.Count);
        var failures = new ConcurrentBag<ComparisonFailure>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = processes, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(runs, options, async (entry, token) =>
        {
            foreach (var method in recipe.Methods)
                if (await TrainAsync(entry.Seed, entry.Run, method.Name, combined, token).ConfigureAwait(true) is { } failure)
                    failures.Add(failure);
        }).ConfigureAwait(true);
        var order = recipe.Comparison.Seeds.ToList();
        return [.. failures.OrderBy(failure => order.IndexOf(failure.Seed)).ThenBy(failure => recipe.Methods.ToList().FindIndex(method => method.Name == failure.Method))];
    }

    private async Task<ComparisonFailure?> TrainAsync(long seed, RunFolder run, string method, ComparisonProgress combined, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var job = combined.Begin(seed, method);
        // A run that was killed between its last method and its report gets the report from the worker of that method.
        if (File.Exists(run.Method(method).ResultFile) && (File.Exists(run.ReportFile) || method != recipe.Methods[^1].Name))
            return null;
        try
        {
            await worker(run, method, job, cancellationToken).ConfigureAwait(true);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // whatever goes wrong with one training, the others go on; the caller is told
        catch (Exception error)
#pragma warning restore CA1031
        {
            progress.Say(FormattableString.Invariant($"seed {seed}, {method}: failed: {error.Message}"));
            return new ComparisonFailure(seed, method, error);
        }
    }
}
