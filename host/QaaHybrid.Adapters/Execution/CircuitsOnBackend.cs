using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters;

/// <summary>The circuits of an adapted model, run on a backend from here on; disposed, they are back on the simulator that trains.</summary>
public sealed class CircuitsOnBackend : IDisposable
{
    private readonly IReadOnlyList<(QuantumLayer Layer, CircuitExecution Execution)> _layers;

    private CircuitsOnBackend(IReadOnlyList<(QuantumLayer Layer, CircuitExecution Execution)> layers) => _layers = layers;

    /// <summary>Whether an adapter has circuits that a backend can run. Methods without any, and those that take circuits as matrices, have none.</summary>
    public static bool Has(AdaptedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Circuits(model).Any();
    }

    /// <summary>Puts every circuit of the active adapter on a backend.</summary>
    /// <param name="model">The adapted model.</param>
    /// <param name="backendFor">The backend for circuits of so many qubits: mitigation of read-out errors depends on them.</param>
    /// <param name="options">How circuits are run.</param>
    /// <param name="circuits">Gives the loaders.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotSupportedException">The backend cannot run the circuits of a gradient, or amplitudes are read of a circuit that is not real.</exception>
    public static async Task<CircuitsOnBackend> AttachAsync(
        AdaptedModel model, Func<int, CancellationToken, Task<IQuantumBackend>> backendFor, ExecutionOptions options, ICircuitSource circuits,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(backendFor);
        var layers = new List<(QuantumLayer, CircuitExecution)>();
        foreach (var (name, layer) in Circuits(model))
            layers.Add((layer, await CircuitExecution.OfAsync(name, layer, backendFor, options, circuits, cancellationToken).ConfigureAwait(true)));
        var attached = new CircuitsOnBackend(layers);
        attached.Resume();
        return attached;
    }

    /// <summary>Begins a step: see <see cref="CircuitExecution.Begin"/>. Every layer draws from a seed of its own.</summary>
    public void Begin(long seed, CancellationToken cancellationToken = default)
    {
        foreach (var (i, (_, execution)) in _layers.Index())
            execution.Begin(unchecked(seed + (long)((ulong)i * 0x9E3779B97F4A7C15)), cancellationToken);
    }

    /// <summary>Runs the circuits on the simulator until <see cref="Resume"/>.</summary>
    public void Pause()
    {
        foreach (var (layer, _) in _layers)
            layer.Execution = null;
    }

    /// <summary>Runs the circuits on the backend again.</summary>
    public void Resume()
    {
        foreach (var (layer, execution) in _layers)
            layer.Execution = execution;
    }

    /// <summary>Circuits of a training step with these vectors, at most: those whose numbers do not enter the loss take none backward.</summary>
    /// <param name="rows">From <see cref="Count"/>.</param>
    public long MostCircuits(IReadOnlyList<CircuitRows> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Sum(entry =>
        {
            var (layer, execution) = _layers.First(own => own.Execution.Name == entry.Layer);
            return (long)entry.Rows * (1 + (layer.theta.requires_grad ? execution.AngleCircuits : 0) + (entry.NeedsInputGradient ? execution.InputCircuits : 0));
        });
    }

    /// <summary>Counts what a forward pass on the simulator brings to each circuit.</summary>
    /// <param name="model">The adapted model.</param>
    /// <param name="forward">A forward pass with gradients recorded.</param>
    public static IReadOnlyList<CircuitRows> Count(AdaptedModel model, Action forward)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(forward);
        var counted = new List<CircuitRows>();
        try
        {
            foreach (var (name, layer) in Circuits(model))
                layer.OnRows = (rows, _) => counted.Add(new CircuitRows(name, layer.Circuit.Qubits, (int)rows.shape[0], rows.requires_grad));
            forward();
        }
        finally
        {
            foreach (var (_, layer) in Circuits(model))
                layer.OnRows = null;
        }
        return counted;
    }

    /// <inheritdoc/>
    public void Dispose() => Pause();

    private static IEnumerable<(string Name, QuantumLayer Layer)> Circuits(AdaptedModel model) =>
        model.Layers.Where(entry => entry.Layer is QaaLinear).Select(entry => (entry.Name, ((QaaLinear)entry.Layer).Quantum));
}
