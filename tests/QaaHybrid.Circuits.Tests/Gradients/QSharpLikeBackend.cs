namespace QaaHybrid.Circuits.Tests;

/// <summary>Runs one tape at any angles, and refuses every other tape: what a backend can do that runs the Q# behind it.</summary>
internal sealed class QSharpLikeBackend(Circuit only) : IQuantumBackend
{
    private readonly SimulatorBackend _simulator = new();

    public string Name => "like Q#";

    public bool RunsAnyTape => false;

    public Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default) =>
        runs.All(run => ReferenceEquals(run.Circuit, only))
            ? _simulator.RunAsync(runs, shots, seed, cancellationToken)
            : throw new NotSupportedException("no Q# behind it");
}
