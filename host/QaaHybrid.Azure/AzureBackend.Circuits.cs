using System.Collections.Concurrent;
using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>From a run to a circuit without parameters: the loader at the angles of its input, then the tape at its own.</summary>
public sealed partial class AzureBackend
{
    // The loader's gates are the same for all data, so circuits of one batch differ in angles only.
    private readonly ConcurrentDictionary<int, Circuit> _loaders = [];

    private async Task<IReadOnlyList<BackendRun>> BindAsync(IReadOnlyList<BackendRun> runs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var bound = new BackendRun[runs.Count];
        for (var i = 0; i < bound.Length; i++)
            bound[i] = new BackendRun(await BindAsync(runs[i], cancellationToken).ConfigureAwait(false), [], Shots: runs[i].Shots);
        return bound;
    }

    private async Task<Circuit> BindAsync(BackendRun run, CancellationToken cancellationToken)
    {
        var circuit = run.Circuit.Bind(run.Theta);
        if (run.Input is not { } input)
            return circuit;
        var angles = AmplitudeEmbedding.Angles(Padded(input, circuit));
        var loader = await LoaderAsync(circuit.Qubits, cancellationToken).ConfigureAwait(false);
        return loader.Bind(angles).Then(circuit);
    }

    // An input fills the first amplitudes of the whole register.
    private static double[] Padded(IReadOnlyList<double> input, Circuit circuit)
    {
        if (circuit.Qubits > 20)
            throw new NotSupportedException($"{circuit.Name}: a vector on {circuit.Qubits} qubits would be loaded by 2^{circuit.Qubits} gates; at most 20 qubits are loaded");
        if (input.Count > 1 << circuit.Qubits)
            throw new ArgumentException($"{circuit.Name}: {input.Count} numbers do not fit into {circuit.Qubits} qubits, which hold {1 << circuit.Qubits}");
        var padded = new double[1 << circuit.Qubits];
        for (var i = 0; i < input.Count; i++)
            padded[i] = double.IsFinite(input[i]) ? input[i] : throw new ArgumentException($"{circuit.Name}: number {i} of the input is {input[i]}, no amplitude");
        return padded.Any(x => x != 0) ? padded : throw new ArgumentException($"{circuit.Name}: the input holds zeros only, it is no state");
    }

    private async Task<Circuit> LoaderAsync(int qubits, CancellationToken cancellationToken)
    {
        if (_loaders.TryGetValue(qubits, out var known))
            return known;
        var source = _options.Circuits ?? throw new NotSupportedException(
            $"{Name} has no source of circuits, which it needs to load amplitudes: set {nameof(AzureBackendOptions)}.{nameof(AzureBackendOptions.Circuits)}");
        return _loaders[qubits] = await source.ImportAsync(AmplitudeEmbedding.Request(qubits), cancellationToken).ConfigureAwait(false);
    }
}
