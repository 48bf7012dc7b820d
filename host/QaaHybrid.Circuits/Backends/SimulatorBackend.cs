using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>The local simulator as a backend: exact states in double precision, or shots drawn from them.</summary>
/// <param name="threads">Threads that share a state; results do not depend on it.</param>
public sealed class SimulatorBackend(int threads = 1) : IQuantumBackend
{
    // What is left of the norm outside |0⟩ of the auxiliary qubits, at most.
    private const double Tolerance = 1e-9;

    /// <inheritdoc/>
    public string Name => "simulator";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A run has another number of angles than its circuit, or an input that is no state.</exception>
    /// <exception cref="InvalidOperationException">A circuit leaves its auxiliary qubits in another state than |0⟩.</exception>
    public Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Task.Run<IReadOnlyList<BackendResult>>(
            () =>
            {
                var results = new BackendResult[runs.Count];
                var seeds = new SplitMix64(seed);
                StateVectorSimulator<double>? simulator = null;
                for (var i = 0; i < runs.Count; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    // A seed of its own for every run: what a run draws does not depend on how much the others do.
                    var own = (long)seeds.Next();
                    var input = RunInput.Amplitudes(runs[i]);
                    // A circuit is planned once for all its runs, which mostly follow each other.
                    if (simulator?.Circuit != runs[i].Circuit)
                        simulator = new StateVectorSimulator<double>(runs[i].Circuit, threads);
                    simulator.Run([.. runs[i].Theta], input);
                    results[i] = (runs[i].Shots ?? shots) is { } count ? Sample(simulator, count, own) : Exact(simulator);
                }
                return results;
            },
            cancellationToken);
    }

    private static BackendResult Exact(StateVectorSimulator<double> simulator)
    {
        var amplitudes = new Complex[1 << simulator.Circuit.Qubits];
        simulator.ReadAmplitudes(amplitudes);
        var result = Measurement.Exact(amplitudes);
        CheckNorm(simulator.Circuit, result.Probabilities!);
        return result;
    }

    private static BackendResult Sample(StateVectorSimulator<double> simulator, int shots, long seed)
    {
        var probabilities = new double[1 << simulator.Circuit.Qubits];
        simulator.ReadProbabilities(probabilities);
        CheckNorm(simulator.Circuit, probabilities);
        return Measurement.Sample(probabilities, shots, seed);
    }

    private static void CheckNorm(Circuit circuit, IReadOnlyList<double> probabilities)
    {
        if (circuit.AuxiliaryQubits > 0 && probabilities.Sum() is var norm && !(Math.Abs(norm - 1) < Tolerance))
            throw new InvalidOperationException(
                $"{circuit.Name}: auxiliary qubits end outside |0⟩ with probability {1 - norm:g3}; they must be clean");
    }
}
