using System.Globalization;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>
/// Circuits from Q# operations. What was imported once is read from the cache as long as no source, neither the project's nor the
/// shipped library's, has changed; then the engine is not even started.
/// </summary>
public sealed class QSharpCircuitSource : ICircuitSource
{
    private const int NoFunction = -1;

    private readonly QSharpEngine _engine;
    private readonly TapeCache _cache;
    private readonly IProgress<string>? _progress;

    /// <summary>Makes a source.</summary>
    /// <param name="engine">Compiles what is not in the cache; not disposed.</param>
    /// <param name="cacheFolder">Where tapes are kept; null is <c>$XDG_CACHE_HOME/qaahybrid/tapes</c>.</param>
    /// <param name="progress">Is told about the steps of imports that take long.</param>
    public QSharpCircuitSource(QSharpEngine engine, string? cacheFolder = null, IProgress<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _progress = progress;
        _cache = new TapeCache(cacheFolder ?? TapeCache.DefaultFolder);
    }

    /// <inheritdoc/>
    /// <exception cref="QSharpException">Node or the compiler is missing, or a file cannot be read.</exception>
    public async Task<Circuit> ImportAsync(CircuitRequest operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        operation = WithFullPath(operation);
        var key = KeyOf(operation);
        return _cache.ReadTape(key, operation.Operation, CircuitImporter.OriginOf(operation))
            ?? (await CompileAsync(operation, key, _ => { }, cancellationToken));
    }

    /// <summary>
    /// The compiler's own QIR text of an operation with its angles as slots: base profile, the whole register measured at the end.
    /// </summary>
    /// <param name="operation">Which operation at which size.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CircuitImportException">The operation cannot become a tape.</exception>
    /// <exception cref="QSharpException">Node or the compiler is missing, or a file cannot be read.</exception>
    public async Task<QirTemplate> TemplateAsync(CircuitRequest operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        operation = WithFullPath(operation);
        var key = KeyOf(operation);
        if (_cache.ReadTape(key, operation.Operation, CircuitImporter.OriginOf(operation)) is { } circuit && _cache.ReadText(key) is { } text)
            return QirTemplate.Of(text, circuit);
        text = "";
        circuit = await CompileAsync(operation, key, path => text = File.ReadAllText(path), cancellationToken);
        return QirTemplate.Of(text, circuit);
    }

    /// <summary>
    /// Base-profile QIR text of a circuit at θ, ready to submit: by the template of the operation where the circuit is one, else by a
    /// compile of its stages.
    /// </summary>
    /// <param name="circuit">A circuit with its origin.</param>
    /// <param name="theta">Its parameters, radians.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotSupportedException">The circuit has no Q# behind it.</exception>
    public async Task<string> QirAsync(Circuit circuit, IReadOnlyList<double> theta, CancellationToken cancellationToken = default)
    {
        var origin = QSharpEngine.OriginOf(circuit, theta);
        if (origin.Stages is not [{ Adjoint: false } stage])
            return await _engine.QirAsync(
                origin.ProjectDirectory, QSharpProgram.EntryPoint(origin, circuit.Qubits, theta), cancellationToken: cancellationToken);
        var request = new CircuitRequest(origin.ProjectDirectory, stage.Operation, circuit.Qubits, stage.Parameters);
        var template = await TemplateAsync(request, cancellationToken);
        return template.Bind([.. stage.Bound ?? theta.Skip(stage.FirstParameter).Take(stage.Parameters)]);
    }

    /// <summary>
    /// A circuit as a Q# source file with its angles in it: for a project that depends on this library, or on the circuit's own project, and for Microsoft's tools.
    /// </summary>
    /// <param name="circuit">A circuit with Q# behind it.</param>
    /// <param name="theta">Its parameters, radians.</param>
    /// <param name="summary">What stands above the entry point, one line.</param>
    /// <exception cref="NotSupportedException">The circuit has no Q# behind it.</exception>
    public static string SourceFile(Circuit circuit, IReadOnlyList<double> theta, string summary) =>
        QSharpProgram.SourceFile(QSharpEngine.OriginOf(circuit, theta), circuit.Qubits, theta, summary);

    /// <inheritdoc/>
    /// <exception cref="CircuitImportException">The project does not compile, or the function fails or gives no Int.</exception>
    public async Task<int?> CountParametersAsync(
        string? projectDirectory, string operation, int qubits, int layers, CancellationToken cancellationToken = default)
    {
        var request = WithFullPath(new CircuitRequest(projectDirectory, operation, qubits, 0));
        var key = Guarded(request, () => TapeKey.OfCount(request.ProjectDirectory, _engine.Library, operation, qubits, layers));
        if (_cache.ReadCount(key) is not { } count)
        {
            count = await AskCountAsync(request.ProjectDirectory, operation, qubits, layers, cancellationToken) ?? NoFunction;
            _cache.WriteCount(key, count);
        }
        return count == NoFunction ? null : count;
    }

    /// <summary>
    /// Full names of the operations of the form <c>(theta : Double[], qubits : Qubit[])</c> that a project's own files and the shipped
    /// library declare, as their text says; nothing is compiled.
    /// </summary>
    /// <param name="projectDirectory">Folder with <c>qsharp.json</c>; null is the shipped library alone.</param>
    public IReadOnlyList<string> FindOperations(string? projectDirectory) =>
        [.. new[] { projectDirectory, _engine.Library.Directory }.OfType<string>().SelectMany(QSharpDeclarations.Operations).Distinct()];

    private async Task<int?> AskCountAsync(string? project, string operation, int qubits, int layers, CancellationToken cancellationToken)
    {
        var function = $"{operation}Parameters";
        if (!QSharpProgram.IsName(operation))
            throw new CircuitImportException($"'{operation}' is no name of an operation, like QaaHybrid.Ansatz.RYRing");
        try
        {
            var call = string.Create(CultureInfo.InvariantCulture, $"{function}({qubits}, {layers})");
            var run = await _engine.RunAsync(project, call, cancellationToken: cancellationToken);
            return int.TryParse(run.Values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? count
                : throw new CircuitImportException(
                    $"{function}({qubits}, {layers}) is {run.Values[0]}; it has to be a number of parameters, an Int from 0 on");
        }
        catch (QSharpException e) when (e.Diagnostics is [{ File: null, Code: "Qdk.Qsc.Resolve.NotFound" }])
        {
            return null;
        }
        catch (QSharpException e) when (CircuitImporter.IsFaultOfTheProgram(e))
        {
            throw new CircuitImportException($"{function}({qubits}, {layers}): {e.Message}", e);
        }
    }

    private async Task<Circuit> CompileAsync(CircuitRequest operation, TapeKey key, Action<string> read, CancellationToken cancellationToken)
    {
        // Sources that were edited meanwhile are not what the key stands for.
        bool IsCurrent() => KeyOf(operation).FileStem == key.FileStem;
        void Keep(string path)
        {
            read(path);
            if (IsCurrent())
                _cache.WriteText(key, path);
        }
        var circuit = await CircuitImporter.ImportAsync(
            _engine, operation, new ImportSteps(operation, _engine.TimeLimit, _progress), Keep, cancellationToken);
        if (IsCurrent())
            _cache.WriteTape(key, circuit);
        return circuit;
    }

    // The engine and this process may disagree about the current folder.
    private static CircuitRequest WithFullPath(CircuitRequest request) =>
        request with { ProjectDirectory = request.ProjectDirectory is { } directory ? Path.GetFullPath(directory) : null };

    private TapeKey KeyOf(CircuitRequest operation) => Guarded(operation, () => TapeKey.Of(operation, _engine.Library));

    private static TapeKey Guarded(CircuitRequest request, Func<TapeKey> key)
    {
        try
        {
            return key();
        }
        catch (QSharpException e) when (CircuitImporter.IsFaultOfTheProgram(e))
        {
            throw Refusal.Of(request, e);
        }
    }
}
