using System.Diagnostics;
using QaaHybrid.Circuits;

namespace QaaHybrid.Benchmarks;

/// <summary>
/// Circuits far too wide for a state vector, in the subspace of one Hamming weight: 64 rows in float through a pyramid of RBS on 768 qubits at weight 1
/// (a state vector would have 2⁷⁶⁸ amplitudes) and on 64 qubits at weight 2; read-out ⟨Z⟩ of every qubit. θ is another in every call, as in training.
/// </summary>
public static class SubspaceBenchmark
{
    private const int Rows = 64;

    /// <summary>Imports each circuit twice (the second time it comes from the cache), then times it.</summary>
    /// <param name="circuits">Where the circuits come from: <c>QaaHybrid.Layers.Pyramid</c>.</param>
    /// <param name="options">Threads and time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<SubspaceJob>> RunAsync(
        ICircuitSource circuits, BenchmarkOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        options ??= new BenchmarkOptions();
        var jobs = new List<SubspaceJob>();
        foreach (var (qubits, weight) in new[] { (64, 2), (100, 2), (768, 1) })
            jobs.Add(await RunAsync(circuits, qubits, weight, options, cancellationToken).ConfigureAwait(false));
        return jobs;
    }

    private static async Task<SubspaceJob> RunAsync(
        ICircuitSource circuits, int qubits, int weight, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var request = new CircuitRequest(null, "QaaHybrid.Layers.Pyramid", qubits, qubits * (qubits - 1) / 2);
        var clock = Stopwatch.StartNew();
        await circuits.ImportAsync(request, cancellationToken).ConfigureAwait(false);
        var first = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var circuit = await circuits.ImportAsync(request, cancellationToken).ConfigureAwait(false);
        var again = clock.Elapsed.TotalSeconds;

        var before = GC.GetTotalMemory(forceFullCollection: true);
        clock.Restart();
        var executor = new CircuitExecutor<float>(
            circuit, ReadOut.PauliZ, qubits, new ExecutorOptions { HammingWeight = weight, Threads = options.Threads, Executor = ExecutorKind.Subspace });
        var prepare = clock.Elapsed.TotalSeconds;
        var (columns, random) = (executor.States, new Random(1));
        double[] theta = [.. Enumerable.Range(0, circuit.Parameters).Select(_ => 2 * Math.PI * random.NextDouble())];
        float[] input = [.. Enumerable.Range(0, Rows * columns).Select(_ => random.NextSingle() - 0.5f)];
        float[] weights = [.. Enumerable.Range(0, Rows * qubits).Select(_ => random.NextSingle() - 0.5f)];
        var (output, gradTheta, gradInput) = (new float[weights.Length], new double[theta.Length], new float[input.Length]);
        var forward = Best.Of(options.SecondsPerJob, () =>
        {
            theta[0] += 1e-6;
            executor.Forward(theta, input, columns, output);
        });
        var gradient = Best.Of(options.SecondsPerJob, () =>
        {
            theta[0] += 1e-6;
            executor.Backward(theta, input, columns, weights, gradTheta, gradInput);
        });
        var memory = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
        GC.KeepAlive(executor);
        return new SubspaceJob($"pyramid-{qubits}-weight-{weight}", circuit.Gates.Count, columns, first, again, prepare, forward, gradient, memory);
    }
}

/// <summary>One wide circuit, timed.</summary>
/// <param name="Name">Which circuit.</param>
/// <param name="Gates">Gates of the tape.</param>
/// <param name="States">Amplitudes of a row, C(n, k).</param>
/// <param name="ImportSeconds">The first import: compiled, unless an earlier run left it in the cache.</param>
/// <param name="CachedSeconds">The second import, from the cache.</param>
/// <param name="PrepareSeconds">Recognising the blocks and laying out the work.</param>
/// <param name="ForwardMs">Forward, best call.</param>
/// <param name="GradientMs">Forward and adjoint with the gradients of θ and of the input, best call.</param>
/// <param name="MemoryMb">What the executor and the batch hold, the tape itself left out.</param>
public sealed record SubspaceJob(
    string Name, int Gates, int States, double ImportSeconds, double CachedSeconds, double PrepareSeconds, double ForwardMs, double GradientMs, double MemoryMb);
