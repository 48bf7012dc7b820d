using QaaHybrid.Circuits.Density;
using QaaHybrid.Circuits.Trajectories;

namespace QaaHybrid.Circuits;

/// <summary>
/// The local simulator with noise, in double precision. Up to 10 qubits it knows the exact noisy probabilities; beyond, exact values are
/// means over trajectories and carry a standard error. <see cref="MethodFor"/> says which way a circuit goes. One of more than 10 qubits that fall into parts which
/// no gate connects, such as <see cref="PackedCircuits"/> makes them, is run part by part, each its own way; exact values of such a one are ⟨Z⟩ alone.
/// </summary>
public sealed class NoisyBackend : IQuantumBackend
{
    private readonly NoisyMethod _method;
    private readonly int _trajectories;
    private readonly int _threads;

    /// <summary>Makes the backend.</summary>
    /// <param name="noise">Where which noise acts.</param>
    /// <param name="method">How circuits are simulated.</param>
    /// <param name="trajectories">How many are averaged where exact values are asked for and only trajectories can give them.</param>
    /// <param name="threads">Threads that share the work; results do not depend on it.</param>
    public NoisyBackend(NoiseModel noise, NoisyMethod method = NoisyMethod.Automatic, int trajectories = 1000, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentOutOfRangeException.ThrowIfLessThan(trajectories, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Noise = noise;
        _method = method;
        _trajectories = trajectories;
        _threads = threads;
    }

    /// <inheritdoc/>
    public string Name => "noisy";

    /// <summary>Where which noise acts.</summary>
    public NoiseModel Noise { get; }

    /// <summary>How a circuit is simulated.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="shots">How often it is measured; null asks for exact values.</param>
    /// <exception cref="NotSupportedException">It has more qubits than the method holds.</exception>
    public NoisyMethod MethodFor(Circuit circuit, int? shots)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        // A gate costs 4ⁿ for the matrix, and 2ⁿ for each of the trajectories.
        var method = _method != NoisyMethod.Automatic ? _method
            : circuit.Width <= DensityMatrix.MaxWidth && (shots is not { } count || count > 1 << circuit.Width) ? NoisyMethod.DensityMatrix
            : NoisyMethod.Trajectories;
        var most = method == NoisyMethod.DensityMatrix ? DensityMatrix.MaxWidth : TrajectoryJob.MaxWidth;
        return circuit.Width <= most ? method : throw new NotSupportedException(
            $"{circuit.Name} needs {circuit.Width} qubits; with noise, " +
            $"{(method == NoisyMethod.DensityMatrix ? "density matrices" : "trajectories")} of at most {most} are simulated");
    }

    /// <inheritdoc/>
    /// <remarks>
    /// With shots the result holds counts. Without, it holds probabilities, or, where they come from trajectories, the means of ⟨Z_j⟩ with
    /// their standard errors and no probabilities.
    /// </remarks>
    /// <exception cref="ArgumentException">A run has another number of angles than its circuit, or an input that is no state.</exception>
    public Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return SeededRuns.EachAsync(runs, shots, seed, (run, own, drawn) => Run(run, own, drawn, cancellationToken), cancellationToken);
    }

    private BackendResult Run(BackendRun run, int? shots, long seed, CancellationToken cancellationToken)
    {
        if (shots is { } given)
            ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, nameof(shots));
        if (run.Circuit.Width > DensityMatrix.MaxWidth && IndependentRun.Try(run, shots, seed, (part, own, drawn) =>
            new NoisyBackend(Noise.OnQubits(part.Qubits), _method, _trajectories, _threads).Run(own, shots, drawn, cancellationToken)) is { } joined)
            return joined;
        var method = MethodFor(run.Circuit, shots);
        var state = RunInput.Amplitudes(run);
        if (method == NoisyMethod.DensityMatrix)
        {
            var probabilities = Probabilities(run, state);
            return shots is { } drawn ? Measurement.Sample(probabilities, drawn, seed) : Measurement.Exact(probabilities);
        }
        var job = new TrajectoryJob(run.Circuit, [.. run.Theta], state, Noise, shots ?? _trajectories, seed, cancellationToken);
        return shots is null
            ? Mean(job.Expect(_threads), run.Circuit.Qubits)
            : Measurement.OfHistogram(run.Circuit.Qubits, Histogram(job.Measure(_threads)));
    }

    private double[] Probabilities(BackendRun run, double[] state)
    {
        var qubits = run.Circuit.Qubits;
        var probabilities = DensityMatrix.After(run.Circuit, [.. run.Theta], state, Noise, _threads).Probabilities(qubits);
        for (var q = 0; q < qubits; q++)
            if (Noise.ReadOut(q) is { IsNone: false } error)
                error.Apply(probabilities, qubits - 1 - q);
        return probabilities;
    }

    private static (int BasisState, int Count)[] Histogram(int[] outcomes) =>
        [.. outcomes.CountBy(outcome => outcome).OrderBy(count => count.Key).Select(count => (count.Key, count.Value))];

    // Mean and standard error over trajectories: the variance of the mean is Σ (z_t - z̄)² / T(T-1).
    private static BackendResult Mean(double[] expectations, int qubits)
    {
        double[] mean = new double[qubits], error = new double[qubits];
        var trajectories = expectations.Length / qubits;
        for (var i = 0; i < expectations.Length; i++)
            mean[i % qubits] += expectations[i] / trajectories;
        for (var i = 0; i < expectations.Length; i++)
            error[i % qubits] += (expectations[i] - mean[i % qubits]) * (expectations[i] - mean[i % qubits]);
        return new BackendResult(qubits, mean, ZError: [.. error.Select(squares => Math.Sqrt(squares / trajectories / (trajectories - 1)))]);
    }
}
