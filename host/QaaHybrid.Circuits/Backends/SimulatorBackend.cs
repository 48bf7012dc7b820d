using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>The local simulator as a backend: exact states in double precision, or shots drawn from them.</summary>
public sealed class SimulatorBackend : IQuantumBackend
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
                for (var i = 0; i < runs.Count; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var state = Run(runs[i]);
                    // A seed of its own for every run: what a run draws does not depend on how much the others do.
                    var own = (long)seeds.Next();
                    results[i] = (runs[i].Shots ?? shots) is { } count ? Measurement.Sample(state, count, own) : Measurement.Exact(state);
                }
                return results;
            },
            cancellationToken);
    }

    private static Complex[] Run(BackendRun run)
    {
        RunInput.Fits(run.Circuit);
        var state = ReferenceSimulator.Load(run.Circuit, RunInput.Amplitudes(run), normalize: false);
        ReferenceSimulator.Apply(run.Circuit, [.. run.Theta], state);
        return Register(run.Circuit, state);
    }

    private static Complex[] Register(Circuit circuit, Complex[] state)
    {
        if (circuit.AuxiliaryQubits == 0)
            return state;
        var register = new Complex[1 << circuit.Qubits];
        var norm = 0.0;
        for (var l = 0; l < register.Length; l++)
        {
            register[l] = state[l << circuit.AuxiliaryQubits];
            norm += register[l].Real * register[l].Real + register[l].Imaginary * register[l].Imaginary;
        }
        return Math.Abs(norm - 1) < Tolerance
            ? register
            : throw new InvalidOperationException(
                $"{circuit.Name}: auxiliary qubits end outside |0⟩ with probability {1 - norm:g3}; they must be clean");
    }
}
