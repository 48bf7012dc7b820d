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

    /// <summary>A Q# operation as a circuit.</summary>
    /// <param name="operation">Full name, such as <c>QaaHybrid.Ansatz.RYRing</c>.</param>
    /// <param name="qubits">Size of the register.</param>
    /// <param name="parameters">Length of <c>theta</c>; null asks the Q# function beside it.</param>
    /// <param name="layers">Layers, for that function.</param>
    /// <param name="project">Folder with a <c>qsharp.json</c>; null is the shipped library.</param>
    /// <param name="angles">How many angles somebody has for it: that is the length where neither is said otherwise.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CircuitImportException">The operation cannot become a circuit, or nobody says how many angles it takes; where a name was mistyped the message has the nearest.</exception>
    public async Task<Circuit> CircuitAsync(
        string operation, int qubits, int? parameters = null, int layers = 1, string? project = null, int? angles = null, CancellationToken cancellationToken = default)
    {
        try
        {
            parameters ??= await Circuits.CountParametersAsync(project, operation, qubits, layers, cancellationToken).ConfigureAwait(false)
                ?? angles
                ?? throw new CircuitImportException(
                    $"{operation} has no function {operation}Parameters(qubits : Int, layers : Int) : Int beside it: give the number of parameters (on the command line --parameters P, or --theta with P angles)");
            return await Circuits.ImportAsync(new CircuitRequest(project, operation, qubits, parameters.Value), cancellationToken).ConfigureAwait(false);
        }
        catch (CircuitImportException error) when (Meant(project, operation) is { } meant)
        {
            throw new CircuitImportException($"{error.Message}; did you mean {meant}?", error);
        }
    }

    // A name that stands in no source, but is near to one that does.
    private string? Meant(string? project, string operation)
    {
        var known = Circuits.FindOperations(project);
        return known.Contains(operation) ? null : NearestName.Find(operation, known);
    }

    /// <summary>
    /// Opens the Azure Quantum workspace of a recipe, by the word under <c>backend.workspace</c> and the folder of the journal. Without another one it is the
    /// environment's; the emulator belongs to the command line.
    /// </summary>
    public Func<string, string, CancellationToken, Task<RecipeJobs>> OpenJobs { get; set; } = (workspace, journal, cancellationToken) =>
        workspace == RecipeJobs.Emulator
            ? throw new NotSupportedException("workspace emulator: the emulator is started by the qaa command; here name a workspace in the environment, or set QaaSession.OpenJobs")
            : RecipeJobs.FromEnvironmentAsync(journal, cancellationToken);

    /// <summary>
    /// Whether the workspace of a recipe, by the word under <c>backend.workspace</c>, is an emulator on this machine: then nothing is charged, and no budget is asked for.
    /// </summary>
    public Func<string, bool> IsEmulator { get; set; } = workspace => workspace == RecipeJobs.Emulator || RecipeJobs.IsEnvironmentEmulated;

    /// <summary>What adapters need.</summary>
    /// <param name="seed">Governs their start values.</param>
    /// <param name="threads">Threads that share a batch.</param>
    public AdapterServices Services(long seed, int threads) => new(Circuits, seed, threads);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
