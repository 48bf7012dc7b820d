using System.Diagnostics;
using QaaHybrid.Circuits;

namespace QaaHybrid.Benchmarks;

/// <summary>
/// The simulator against the hand-written kernel, in float. 64 vectors of 2¹⁰ through four layers of RY and a CNOT ring (hea) or four brick layers of RBS
/// (rbs); read-out ⟨Z⟩ of every qubit; the gradient is the adjoint vector–Jacobian product, forward pass included. The kernel finds its vectors
/// normalised and in lanes; we are given rows and normalise them. One state of 20 qubits from |0…0⟩ through ten layers (400 gates), real or kept complex:
/// the kernel stops behind the last gate, we read ⟨Z⟩ of every qubit too. An input gradient has our own gradient of θ alone as its yardstick: what
/// it adds to a training step.
/// </summary>
public static class QuantumBenchmark
{
    private const int Qubits = 10;
    private const int Layers = 4;
    private const int WideQubits = 20;
    private const int WideLayers = 10;
    private const int Rows = 64;
    private const int Rounds = 4;

    /// <summary>Times all jobs, best of many against best of many.</summary>
    /// <param name="circuits">Where the circuits come from: <c>QaaHybrid.Ansatz.RYRing</c>, <c>QaaHybrid.Layers.Brick</c>.</param>
    /// <param name="options">Threads and time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<BenchmarkJob>> RunAsync(
        ICircuitSource circuits, BenchmarkOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        options ??= new BenchmarkOptions();
        var ring = await ImportAsync(circuits, "QaaHybrid.Ansatz.RYRing", Qubits, Layers, cancellationToken).ConfigureAwait(false);
        var brick = await ImportAsync(circuits, "QaaHybrid.Layers.Brick", Qubits, Layers, cancellationToken).ConfigureAwait(false);
        var wide = await ImportAsync(circuits, "QaaHybrid.Ansatz.RYRing", WideQubits, WideLayers, cancellationToken).ConfigureAwait(false);
        using var yardstick = await Yardstick.BuildAsync(cancellationToken).ConfigureAwait(false);

        (string Name, Action Job)[] jobs =
        [
            .. Jobs("hea", ring, options), .. Jobs("rbs", brick, options),
            Wide("20q-real", wide, options, keepComplex: false), Wide("20q-complex", wide, options, keepComplex: true),
        ];
        var ours = jobs.ToDictionary(job => job.Name, _ => double.PositiveInfinity);
        var theirs = new Dictionary<string, double>();
        // All jobs of both sides take turns, so that a noisy moment does not fall on one of them alone.
        var turn = options with { SecondsPerJob = options.SecondsPerJob / Rounds };
        for (var round = 0; round < Rounds; round++)
        {
            if (yardstick is not null)
                foreach (var (name, ms) in await yardstick.RunAsync(turn, cancellationToken).ConfigureAwait(false))
                    theirs[name] = Math.Min(ms, theirs.GetValueOrDefault(name, double.PositiveInfinity));
            foreach (var (name, job) in jobs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ours[name] = Math.Min(ours[name], Best.Of(turn.SecondsPerJob, job));
            }
        }
        return [.. jobs.Select(job => new BenchmarkJob(job.Name, ours[job.Name], YardstickMs(job.Name)))];

        double? YardstickMs(string job) => job.Contains("-input-", StringComparison.Ordinal)
            ? ours[job.Replace("-input-", "-", StringComparison.Ordinal)]
            : yardstick is null ? null : theirs[job];
    }

    private static async Task<Circuit> ImportAsync(ICircuitSource circuits, string operation, int qubits, int layers, CancellationToken cancellationToken)
    {
        var parameters = await circuits.CountParametersAsync(null, operation, qubits, layers, cancellationToken).ConfigureAwait(false)
            ?? throw new CircuitImportException($"{operation} has no {operation}Parameters beside it");
        return await circuits.ImportAsync(new CircuitRequest(null, operation, qubits, parameters), cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<(string Name, Action Job)> Jobs(string prefix, Circuit circuit, BenchmarkOptions options)
    {
        const int Columns = 1 << Qubits;
        var random = new Random(1);
        var executor = new CircuitExecutor<float>(circuit, ReadOut.PauliZ, Qubits, threads: options.Threads);
        var theta = Enumerable.Range(0, circuit.Parameters).Select(_ => random.NextDouble()).ToArray();
        var input = Enumerable.Range(0, Rows * Columns).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var weights = Enumerable.Range(0, Rows * Qubits).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var (output, gradTheta, gradInput) = (new float[Rows * Qubits], new double[circuit.Parameters], new float[input.Length]);

        yield return ($"{prefix}-forward", () => executor.Forward(theta, input, Columns, output));
        yield return ($"{prefix}-gradient", () => executor.Backward(theta, input, Columns, weights, gradTheta, []));
        yield return ($"{prefix}-input-gradient", () => executor.Backward(theta, input, Columns, weights, gradTheta, gradInput));
    }

    private static (string Name, Action Job) Wide(string name, Circuit circuit, BenchmarkOptions options, bool keepComplex)
    {
        var random = new Random(1);
        var simulator = new StateVectorSimulator<float>(circuit, options.Threads, keepComplex);
        var theta = Enumerable.Range(0, circuit.Parameters).Select(_ => random.NextDouble()).ToArray();
        var z = new float[circuit.Qubits];
        return (name, () =>
        {
            simulator.Run(theta);
            simulator.ReadExpectations(z);
        });
    }
}
