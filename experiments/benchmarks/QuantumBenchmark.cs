using System.Diagnostics;
using QaaHybrid.Circuits;

namespace QaaHybrid.Benchmarks;

/// <summary>
/// The simulator against the hand-written kernel: 64 vectors of 2¹⁰ in float through four layers of RY and a CNOT ring (hea) or four brick
/// layers of RBS (rbs); read-out ⟨Z⟩ of every qubit; the gradient is the adjoint vector–Jacobian product, forward pass included. The kernel
/// finds its vectors normalised and in lanes; we are given rows and normalise them. Its gradient leaves the input's behind at no cost, so
/// hea-input-gradient is measured against the same time as hea-gradient.
/// </summary>
public static class QuantumBenchmark
{
    private const int Qubits = 10;
    private const int Layers = 4;
    private const int Rows = 64;

    /// <summary>Times all jobs, best of many against best of many.</summary>
    /// <param name="circuits">Where the circuits come from: <c>QaaHybrid.Ansatz.RYRing</c>, <c>QaaHybrid.Layers.Brick</c>.</param>
    /// <param name="options">Threads and time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<BenchmarkJob>> RunAsync(
        ICircuitSource circuits, BenchmarkOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        options ??= new BenchmarkOptions();
        var ring = await ImportAsync(circuits, "QaaHybrid.Ansatz.RYRing", cancellationToken).ConfigureAwait(false);
        var brick = await ImportAsync(circuits, "QaaHybrid.Layers.Brick", cancellationToken).ConfigureAwait(false);
        using var yardstick = await Yardstick.BuildAsync(cancellationToken).ConfigureAwait(false);

        // Before and after ours, so that a noisy moment does not fall on one side alone.
        var before = await TimesAsync().ConfigureAwait(false);
        var ours = Jobs("hea", ring, options).Concat(Jobs("rbs", brick, options)).ToArray();
        var after = await TimesAsync().ConfigureAwait(false);
        return [.. ours.Select(job => new BenchmarkJob(job.Name, job.Ms, Best(job.Name)))];

        async Task<IReadOnlyDictionary<string, double>?> TimesAsync() =>
            yardstick is null ? null : await yardstick.RunAsync(options, cancellationToken).ConfigureAwait(false);

        double? Best(string job)
        {
            var name = job.Replace("-input-", "-", StringComparison.Ordinal);
            return before is null || after is null ? null : Math.Min(before[name], after[name]);
        }
    }

    private static async Task<Circuit> ImportAsync(ICircuitSource circuits, string operation, CancellationToken cancellationToken)
    {
        var parameters = await circuits.CountParametersAsync(null, operation, Qubits, Layers, cancellationToken).ConfigureAwait(false)
            ?? throw new CircuitImportException($"{operation} has no {operation}Parameters beside it");
        return await circuits.ImportAsync(new CircuitRequest(null, operation, Qubits, parameters), cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<(string Name, double Ms)> Jobs(string prefix, Circuit circuit, BenchmarkOptions options)
    {
        const int Columns = 1 << Qubits;
        var random = new Random(1);
        var executor = new CircuitExecutor<float>(circuit, ReadOut.PauliZ, Qubits, threads: options.Threads);
        var theta = Enumerable.Range(0, circuit.Parameters).Select(_ => random.NextDouble()).ToArray();
        var input = Enumerable.Range(0, Rows * Columns).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var weights = Enumerable.Range(0, Rows * Qubits).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var (output, gradTheta, gradInput) = (new float[Rows * Qubits], new double[circuit.Parameters], new float[input.Length]);

        yield return ($"{prefix}-forward", Best(() => executor.Forward(theta, input, Columns, output), options));
        yield return ($"{prefix}-gradient", Best(() => executor.Backward(theta, input, Columns, weights, gradTheta, []), options));
        yield return ($"{prefix}-input-gradient", Best(() => executor.Backward(theta, input, Columns, weights, gradTheta, gradInput), options));
    }

    private static double Best(Action job, BenchmarkOptions options)
    {
        var best = double.PositiveInfinity;
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < options.SecondsPerJob || double.IsInfinity(best);)
        {
            var before = Stopwatch.GetTimestamp();
            job();
            best = Math.Min(best, Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }
        return best;
    }
}
