using QaaHybrid.Circuits;

namespace QaaHybrid;

/// <summary>Another backend that runs nothing twice: mitigation that stands around it starts from what was measured already.</summary>
/// <param name="inner">What runs circuits.</param>
internal sealed class RememberingBackend(IQuantumBackend inner) : IQuantumBackend
{
    private readonly Dictionary<BackendRun, BackendResult> _known = [];

    public string Name => inner.Name;

    public bool RunsAnyTape => inner.RunsAnyTape;

    public async Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        BackendRun[] news = [.. runs.Where(run => !_known.ContainsKey(run)).Distinct()];
        if (news.Length > 0)
            foreach (var (run, result) in news.Zip(await inner.RunAsync(news, shots, seed, cancellationToken).ConfigureAwait(false)))
                _known.Add(run, result);
        return [.. runs.Select(run => _known[run])];
    }
}
