namespace QaaHybrid.Circuits;

/// <summary>
/// Another backend whose circuits and shots are counted. It stands next to what runs them, so that mitigation, which stands around it, is counted with what it runs
/// in addition.
/// </summary>
/// <param name="inner">What runs the circuits; its jobs and its price are passed on where it knows them.</param>
public sealed class MeteredBackend(IQuantumBackend inner) : IMeteredBackend
{
    private long _circuits;
    private long _shots;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public bool RunsAnyTape => inner.RunsAnyTape;

    /// <inheritdoc/>
    public BackendUsage Usage => (inner as IMeteredBackend)?.Usage is { } known
        ? known with { Circuits = Interlocked.Read(ref _circuits), Shots = Interlocked.Read(ref _shots) }
        : new BackendUsage(Interlocked.Read(ref _circuits), Interlocked.Read(ref _shots));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var results = await inner.RunAsync(runs, shots, seed, cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _circuits, runs.Count);
        Interlocked.Add(ref _shots, runs.Sum(run => (long)(run.Shots ?? shots ?? 0)));
        return results;
    }
}
