using QaaHybrid.Circuits;
using QaaHybrid.Files;

namespace QaaHybrid.QSharp;

/// <summary>Compiles one operation at one point after another. The texts live in a scratch folder that goes with it.</summary>
internal sealed class PointCompiler(QSharpEngine engine, CircuitRequest request, ImportSteps steps) : IDisposable
{
    private readonly DirectoryInfo _scratch = OutputFolder.MakeTemporary("qaahybrid-qir-");
    private int _count;

    public CircuitRequest Request => request;

    public QSharpEngine Engine => engine;

    /// <summary>Compiles at θ; the path of the QIR text.</summary>
    public async Task<string> CompileAsync(IReadOnlyList<double> theta, string profile, CancellationToken cancellationToken)
    {
        steps.Say($"compile {_count + 1}");
        var path = Path.Combine(_scratch.FullName, $"{_count++}.ll");
        await engine.WriteQirAsync(request.ProjectDirectory, QSharpProgram.EntryPoint(request, theta), profile, path, steps.Limit, cancellationToken);
        return path;
    }

    /// <summary>Compiles at θ to the base profile; the gates with their angles there. The text is not kept.</summary>
    public async Task<Circuit> GatesAsync(IReadOnlyList<double> theta, CancellationToken cancellationToken)
    {
        var path = await CompileAsync(theta, "base", cancellationToken);
        var circuit = Tape.Read(path).ToCircuit(request.Operation);
        File.Delete(path);
        return circuit;
    }

    public void Dispose() => _scratch.Delete(recursive: true);
}
