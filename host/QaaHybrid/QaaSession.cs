using QaaHybrid.Adapters;
using QaaHybrid.Circuits;
using QaaHybrid.QSharp;

namespace QaaHybrid;

/// <summary>
/// The rooms put together: circuits from Q#, the simulators that run them, and what training needs of both. Nothing heavy starts before it is used:
/// the Q# compiler when a circuit is not in the cache, libtorch when a tensor is made.
/// </summary>
public sealed class QaaSession : IAsyncDisposable
{
    private readonly QSharpEngine _engine = new();

    /// <summary>Opens a session.</summary>
    /// <param name="cacheFolder">Where imported circuits are kept; null is <c>$XDG_CACHE_HOME/qaahybrid/tapes</c>.</param>
    /// <param name="progress">Is told about the steps of imports that take long.</param>
    public QaaSession(string? cacheFolder = null, IProgress<string>? progress = null)
    {
        Circuits = new QSharpCircuitSource(_engine, cacheFolder, progress);
        Backends = [new SimulatorBackend(), new QSharpBackend(_engine)];
    }

    /// <summary>Q# operations as circuits.</summary>
    public QSharpCircuitSource Circuits { get; }

    /// <summary>What runs circuits: our simulator, and Microsoft's.</summary>
    public IReadOnlyList<IQuantumBackend> Backends { get; }

    /// <summary>The Q# engine, for those who want to compile, run or draw Q# as such.</summary>
    public QSharpEngine Engine => _engine;

    /// <summary>A backend by its name.</summary>
    /// <exception cref="CircuitImportException">There is no such backend.</exception>
    public IQuantumBackend Backend(string name) => Backends.FirstOrDefault(backend => backend.Name == name)
        ?? throw new CircuitImportException($"there is no backend '{name}'; there are {string.Join(", ", Backends.Select(backend => backend.Name))}");

    /// <summary>What adapters need.</summary>
    /// <param name="seed">Governs their start values.</param>
    /// <param name="threads">Threads that share a batch.</param>
    public AdapterServices Services(long seed, int threads) => new(Circuits, seed, threads);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
