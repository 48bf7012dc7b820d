namespace QaaHybrid.Circuits;

/// <summary>Runs one after the other, away from the caller's thread.</summary>
internal static class SeededRuns
{
    /// <summary>Takes each run with a seed of its own: what it draws does not depend on how much the others do.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="shots">Shots of those that say none themselves; null is exact.</param>
    /// <param name="seed">Governs all.</param>
    /// <param name="take">Gives the result of a run, by its shots and its seed.</param>
    /// <param name="cancellationToken">Ends it between two runs.</param>
    public static Task<IReadOnlyList<BackendResult>> EachAsync(
        IReadOnlyList<BackendRun> runs, int? shots, long seed, Func<BackendRun, int?, long, BackendResult> take, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<BackendResult>>(
            () =>
            {
                var results = new BackendResult[runs.Count];
                var seeds = new SplitMix64(seed);
                for (var i = 0; i < results.Length; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    results[i] = take(runs[i], runs[i].Shots ?? shots, (long)seeds.Next());
                }
                return results;
            },
            cancellationToken);
}
