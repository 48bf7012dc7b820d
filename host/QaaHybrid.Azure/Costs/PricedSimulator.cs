using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>The simulator in the place of a target: every circuit that arrives is one job, and is priced as such.</summary>
internal sealed class PricedSimulator(string target, PriceOptions? options) : IQuantumBackend
{
    private readonly SimulatorBackend _simulator = new();
    private readonly List<PriceEstimate> _jobs = [];

    public string Name => target;

    /// <summary>The jobs so far.</summary>
    public IReadOnlyList<PriceEstimate> Jobs => _jobs;

    public Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        foreach (var run in runs)
            _jobs.Add(Pricing.Estimate(
                run.Circuit.Bind(run.Theta), run.Shots ?? shots ?? throw new NotSupportedException($"{target} measures; it has no exact values"), target, options));
        return _simulator.RunAsync(runs, shots, seed, cancellationToken);
    }
}
