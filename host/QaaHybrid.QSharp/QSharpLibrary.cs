using System.Text.Json;

namespace QaaHybrid.QSharp;

/// <summary>The Q# library that ships with QaaHybrid, and the engine beside it: the folder <c>quantum/</c>.</summary>
/// <param name="Directory">Folder with <c>qsharp.json</c>, <c>src/</c> and <c>engine/</c>.</param>
public sealed record QSharpLibrary(string Directory)
{
    /// <summary>Environment variable that names the folder.</summary>
    public const string Variable = "QAAHYBRID_QUANTUM";

    /// <summary>Folder of the engine.</summary>
    public string EngineDirectory => Path.Combine(Directory, "engine");

    /// <summary>
    /// Finds the folder: <c>QAAHYBRID_QUANTUM</c> where it is set, else <c>quantum/</c> in a folder above this program's own.
    /// </summary>
    /// <exception cref="QSharpException">It is not there.</exception>
    public static QSharpLibrary Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return IsLibrary(named)
                ? new QSharpLibrary(Path.GetFullPath(named))
                : throw new QSharpException(QSharpFailure.Setup, $"{Variable} names {named}, which has no qsharp.json");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (IsLibrary(Path.Combine(folder.FullName, "quantum")))
                return new QSharpLibrary(Path.Combine(folder.FullName, "quantum"));
        throw new QSharpException(
            QSharpFailure.Setup,
            $"the Q# library was not found: no quantum/qsharp.json above {AppContext.BaseDirectory}; set {Variable} to its folder");
    }

    /// <summary>
    /// The version of <c>qsharp-lang</c> that the engine is pinned to, from its lock file: known without starting it.
    /// </summary>
    /// <exception cref="QSharpException">The lock file is missing or does not name it.</exception>
    public string CompilerVersion()
    {
        var file = Path.Combine(EngineDirectory, "package-lock.json");
        try
        {
            using var stream = File.OpenRead(file);
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.GetProperty("packages").GetProperty("node_modules/qsharp-lang").GetProperty("version").GetString()!;
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new QSharpException(
                QSharpFailure.Setup, $"{file} does not say which version of qsharp-lang the engine uses: {e.Message}", innerException: e);
        }
    }

    private static bool IsLibrary(string folder) => File.Exists(Path.Combine(folder, "qsharp.json"));
}
