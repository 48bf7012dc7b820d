using System.Numerics;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>
/// Runs circuits from their Q# on Microsoft's simulator, in double precision: the referee of our own simulators. Inputs are loaded by
/// <c>PreparePureStateD</c>; amplitudes below 1e-10 come back as 0. Shots are drawn on the host from the exact state, because Q# would
/// simulate the whole circuit again for each.
/// </summary>
/// <param name="engine">Runs the Q#; not disposed.</param>
public sealed class QSharpBackend(QSharpEngine engine) : IQuantumBackend
{
    // A call recompiles the standard library (some 0.1 s), so many rows share one; the limits keep its text and its time moderate.
    private const int MostRows = 256;
    private const int MostLiterals = 40_000;
    private const double MostSeconds = 20;

    // A dump of more amplitudes is a longer text than the engine can hand over, and would take it hours to make.
    private const int MostQubits = 22;

    /// <inheritdoc/>
    public string Name => "qsharp";

    /// <inheritdoc/>
    public bool RunsAnyTape => false;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A run has another number of angles than its circuit, or an input that is no state.</exception>
    /// <exception cref="QSharpException">The Q# does not compile, fails or takes too long.</exception>
    public async Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        for (var i = 0; i < runs.Count; i++)
        {
            if ((runs[i].Shots ?? shots) is { } count)
                ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(shots));
            Check(runs[i], i);
        }
        var results = new List<BackendResult>(runs.Count);
        while (results.Count < runs.Count)
            foreach (var state in await StatesAsync(Batch(runs, results.Count), cancellationToken))
                results.Add((runs[results.Count].Shots ?? shots) is { } s ? Measurement.Sample(state, s, seed + results.Count) : Measurement.Exact(state));
        return results;
    }

    private async Task<IEnumerable<Complex[]>> StatesAsync(BackendRun[] rows, CancellationToken cancellationToken)
    {
        var (circuit, origin) = (rows[0].Circuit, rows[0].Circuit.Origin!);
        var run = await engine.RunAsync(
            origin.ProjectDirectory, QSharpProgram.DumpRows(origin, circuit.Qubits, rows), cancellationToken: cancellationToken);
        return run.Dumps.Count == rows.Length
            ? run.Dumps.Select(dump => dump.ToAmplitudes())
            : throw new NotSupportedException($"{circuit.Name} dumps states of its own: {run.Dumps.Count} came for {rows.Length} rows");
    }

    private static void Check(BackendRun run, int index)
    {
        var (circuit, theta, input, _) = run;
        if (circuit.Origin is null)
            throw new NotSupportedException($"run {index}: {circuit.Name} has no Q# behind it");
        if (theta.Count != circuit.Parameters)
            throw new ArgumentException($"run {index}: {circuit.Name} has {circuit.Parameters} parameters, {theta.Count} values were given");
        if (circuit.Qubits > MostQubits)
            throw new NotSupportedException($"run {index}: {circuit.Name} needs {circuit.Qubits} qubits; states of at most {MostQubits} come from Microsoft's simulator");
        if (input is null)
            return;
        if (input.Count > 1 << circuit.Qubits)
            throw new ArgumentException($"run {index}: {input.Count} amplitudes do not fit into {circuit.Qubits} qubits");
        if (!input.All(double.IsFinite) || input.All(x => x == 0))
            throw new ArgumentException(
                $"run {index}: the input holds {(input.All(double.IsFinite) ? "zeros only" : "NaN or an infinity")}; it is no state");
    }

    /// <summary>The runs from one on that share its circuit, as far as they fit into one call.</summary>
    private static BackendRun[] Batch(IReadOnlyList<BackendRun> runs, int from)
    {
        var first = runs[from];
        var literals = Math.Max(1, first.Theta.Count + (first.Input?.Count ?? 0));
        var most = Math.Min(Math.Min(MostRows, MostLiterals / literals), (int)(MostSeconds / Seconds(first)));
        return [.. runs.Skip(from)
            .TakeWhile(run => ReferenceEquals(run.Circuit, first.Circuit) && run.Input is null == first.Input is null)
            .Take(Math.Max(1, most))];
    }

    // Roughly what the simulator needs for a row: some 10 µs a gate, more where the state is large; loading takes about six gates an amplitude.
    private static double Seconds(BackendRun run)
    {
        var amplitudes = Math.Pow(2, run.Circuit.Qubits);
        var gates = run.Circuit.Gates.Count + (run.Input is null ? 0 : 6 * amplitudes);
        return gates * (1e-5 + 3e-8 * amplitudes);
    }
}
