using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>
/// The local simulator as a backend: exact states in double precision, or shots drawn from them. A wide circuit whose qubits fall into parts that no gate
/// connects, such as <see cref="PackedCircuits"/> makes them, is run part by part, whatever its width: beyond 16 qubits where it is measured,
/// beyond 28 for exact values, which are ⟨Z⟩ alone then.
/// </summary>
/// <param name="threads">Threads that share a state; results do not depend on it.</param>
public sealed class SimulatorBackend(int threads = 1) : IQuantumBackend
{
    // What is left of the norm outside |0⟩ of the auxiliary qubits, at most.
    private const double Tolerance = 1e-9;

    // Up to here a state is cheap, and what a seed draws comes from one distribution.
    private const int WidestSampledWhole = 16;

    /// <inheritdoc/>
    public string Name => "simulator";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A run has another number of angles than its circuit, or an input that is no state.</exception>
    /// <exception cref="InvalidOperationException">A circuit leaves its auxiliary qubits in another state than |0⟩.</exception>
    public Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        StateVectorSimulator<double>? simulator = null;
        return SeededRuns.EachAsync(runs, shots, seed, (run, own, drawn) => Run(run, own, drawn, ref simulator), cancellationToken);
    }

    private BackendResult Run(BackendRun run, int? shots, long seed, ref StateVectorSimulator<double>? simulator)
    {
        var input = RunInput.Amplitudes(run);
        if (run.Circuit.Width > (shots is null ? StateVectorSimulator<double>.MaxWidth : WidestSampledWhole)
            && IndependentRun.Try(run, shots, seed, (_, part, own) => RunWhole(part, [1], shots, own, new StateVectorSimulator<double>(part.Circuit, threads))) is { } joined)
            return joined;
        // A circuit is planned once for all its runs, which mostly follow each other.
        if (simulator?.Circuit != run.Circuit)
            simulator = new StateVectorSimulator<double>(run.Circuit, threads);
        return RunWhole(run, input, shots, seed, simulator);
    }

    private static BackendResult RunWhole(BackendRun run, double[] input, int? shots, long seed, StateVectorSimulator<double> simulator)
    {
        simulator.Run([.. run.Theta], input);
        return shots is { } count ? Sample(simulator, count, seed) : Exact(simulator);
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
