using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator;

namespace QaaHybrid.Benchmarks;

/// <summary>
/// Real processes send jobs to a service on this machine, and are killed at random moments (SIGKILL), many times; every other time a request fails besides. In the
/// end every job that was asked for has to be there once, with its result in the journal's folder.
/// </summary>
public static class KillCampaign
{
    /// <summary>Carries it out.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<KillResult> RunAsync(KillOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var service = await AzureEmulatorServer.StartAsync(
            new AzureEmulatorOptions { Storage = StorageKind.BuiltIn, QueueDelay = TimeSpan.FromMilliseconds(20) }, cancellationToken).ConfigureAwait(false);
        var folder = Directory.CreateTempSubdirectory("qaahybrid-kills-");
        try
        {
            var places = new KillPlaces();
            KillLane[] lanes = [.. Enumerable.Range(0, options.Lanes).Select(lane => new KillLane(
                Path.Combine(folder.FullName, $"lane-{lane}"), lane, options.Lanes, service, options, places))];
            var left = options.Runs;
            await Task.WhenAll(lanes.Select(lane => lane.RunAsync(Claim, () => Interlocked.Increment(ref left), cancellationToken))).ConfigureAwait(false);
            var state = service.State;
            return new KillResult(
                options.Runs, lanes.Sum(lane => lane.Finished), state.FaultsInjected.Values.Sum(), lanes.Sum(lane => lane.Batches.Count * JobBatch.Size), state.JobCount,
                state.Jobs.Sum(job => job.Puts - 1), places.HalfLines, places.All,
                [.. Doubles(state), .. await MissingAsync(lanes, service, cancellationToken).ConfigureAwait(false)]);

            bool Claim()
            {
                var now = Interlocked.Decrement(ref left);
                if (now < 0)
                    Interlocked.Increment(ref left);
                else if (now > 0 && now % 100 == 0)
                    options.Remarks?.Report($"{now} processes are still to be killed");
                return now >= 0;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Doubles(EmulatorState state) =>
        state.Jobs.CountBy(job => job.Name).Where(count => count.Value > 1).Select(count => $"{count.Key}: {count.Value} jobs were made")
            .Concat(state.Jobs.Where(job => job.DifferingPuts > 0).Select(job => $"{job.Name}: something else was sent under its id"))
            .Concat(state.Jobs.Where(job => job.Executions > 1).Select(job => $"{job.Name}: executed {job.Executions} times"));

    private static async Task<List<string>> MissingAsync(KillLane[] lanes, AzureEmulatorServer service, CancellationToken cancellationToken)
    {
        var workspace = new QuantumWorkspace(WorkspaceConnection.Parse(service.ConnectionString), JobBatch.Patience);
        var mistakes = new List<string>();
        foreach (var lane in lanes)
        {
            var journal = new JobJournal(lane.Folder);
            var entries = journal.Entries.ToLookup(entry => entry.Name);
            foreach (var name in lane.Batches.SelectMany(batch => Enumerable.Range(0, JobBatch.Size).Select(index => JobBatch.NameOf(batch, index))))
            {
                if (entries[name].Where(entry => entry.Step == JobStep.Fetched).ToList() is not [var entry] || journal.Kept(entry.Id) is not { } kept)
                {
                    mistakes.Add($"{name}: the journal has {entries[name].Count(entry => entry.Step == JobStep.Fetched)} results, expected 1");
                    continue;
                }
                var job = await workspace.FindJobAsync(entry.Id, cancellationToken).ConfigureAwait(false);
                if (job is null || !Same(kept, await workspace.GetResultAsync(job, cancellationToken).ConfigureAwait(false)))
                    mistakes.Add($"{name}: the result that was kept is not the service's");
            }
        }
        return mistakes;
    }

    private static bool Same(JobResult kept, JobResult served) =>
        kept.Shots == JobBatch.Shots && kept.Counts.OrderBy(count => count.Key, StringComparer.Ordinal).SequenceEqual(served.Counts.OrderBy(count => count.Key, StringComparer.Ordinal));
}
