using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.QSharp;

public sealed partial class QSharpEngine
{
    /// <summary>The version of <c>qsharp-lang</c> that answers.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellationToken = default)
    {
        var version = await CallAsync("version", [], null, cancellationToken);
        return version.GetProperty("package").GetString()!;
    }

    /// <summary>One round trip without any work.</summary>
    public Task PingAsync(CancellationToken cancellationToken = default) => CallAsync("ping", [], null, cancellationToken);

    /// <summary>Compiles a project.</summary>
    /// <returns>Its own source files.</returns>
    /// <exception cref="QSharpException">It is no project, or does not compile.</exception>
    public async Task<IReadOnlyList<string>> CheckAsync(string? project, CancellationToken cancellationToken = default)
    {
        var value = await CallAsync("check", new JsonObject { ["project"] = project }, null, cancellationToken);
        return EngineReply.ToStrings(value.GetProperty("files"));
    }

    /// <summary>Runs an expression on Microsoft's simulator.</summary>
    /// <param name="project">Project folder.</param>
    /// <param name="expression">A call or a block in Q#; names in full.</param>
    /// <param name="shots">How often; every shot simulates the whole circuit again.</param>
    /// <param name="seed">Governs what is drawn. It starts a thread of its own (some 0.2 s); null draws from the platform's entropy.</param>
    /// <param name="noise">Noise, or none.</param>
    /// <param name="timeLimit">In place of the engine's own limit.</param>
    /// <param name="cancellationToken">Stops the program.</param>
    /// <exception cref="QSharpException">It does not compile, fails, or takes too long.</exception>
    public async Task<QSharpRunResult> RunAsync(
        string? project, string expression, int shots = 1, long? seed = null, QSharpNoise? noise = null, TimeSpan? timeLimit = null,
        CancellationToken cancellationToken = default)
    {
        var arguments = new JsonObject { ["project"] = project, ["expression"] = expression, ["shots"] = shots };
        // A string: not every long is a JSON number that JavaScript keeps.
        if (seed is { } value)
            arguments["seed"] = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (noise is not null)
            arguments["noise"] = new JsonObject { ["pauli"] = new JsonArray(noise.X, noise.Y, noise.Z), ["loss"] = noise.Loss };
        var result = await CallAsync("run", arguments, timeLimit, cancellationToken);
        return new QSharpRunResult(
            EngineReply.ToStrings(result.GetProperty("results")),
            [.. result.GetProperty("dumps").EnumerateArray().Select(EngineReply.ToDump)],
            EngineReply.ToStrings(result.GetProperty("messages")));
    }

    /// <summary>Compiles an entry point to QIR text and writes it to a file.</summary>
    /// <param name="project">Project folder.</param>
    /// <param name="body">Body of the entry point, a list of statements that ends in a <c>Result[]</c>; angles as literals.</param>
    /// <param name="profile">QIR profile: <c>base</c>, <c>adaptive_ri</c>, <c>adaptive_rif</c> or <c>adaptive</c>.</param>
    /// <param name="path">Where the text goes; it can have hundreds of megabytes.</param>
    /// <param name="timeLimit">In place of the engine's own limit.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <exception cref="QSharpException">It does not compile to that profile.</exception>
    public Task WriteQirAsync(
        string? project, string body, string profile, string path, TimeSpan? timeLimit = null, CancellationToken cancellationToken = default) =>
        CallAsync(
            "qir", new JsonObject { ["project"] = project, ["expression"] = body, ["profile"] = profile, ["path"] = path }, timeLimit,
            cancellationToken);

    /// <summary>Compiles an entry point to QIR text.</summary>
    /// <inheritdoc cref="WriteQirAsync"/>
    public async Task<string> QirAsync(string? project, string body, string profile = "base", CancellationToken cancellationToken = default)
    {
        var arguments = new JsonObject { ["project"] = project, ["expression"] = body, ["profile"] = profile };
        var value = await CallAsync("qir", arguments, null, cancellationToken);
        return value.GetProperty("text").GetString()!;
    }

    /// <summary>The callables of a project that are marked <c>@Test()</c>, by full name, in the order of its files.</summary>
    public async Task<IReadOnlyList<string>> FindTestsAsync(string? project, CancellationToken cancellationToken = default)
    {
        var tests = await CallAsync("discover", new JsonObject { ["project"] = project }, null, cancellationToken);
        return [.. tests.EnumerateArray().Select(test => test.GetProperty("name").GetString()!)];
    }

    /// <summary>What the formatter would change and what the linter says, at the levels of the project's <c>qsharp.json</c>.</summary>
    public async Task<IReadOnlyList<QSharpDiagnostic>> CheckStyleAsync(string? project, CancellationToken cancellationToken = default)
    {
        var style = await CallAsync("style", new JsonObject { ["project"] = project }, null, cancellationToken);
        var unformatted = style.GetProperty("unformatted").EnumerateArray().Select(file => new QSharpDiagnostic(
            file.GetProperty("file").GetString(), file.GetProperty("line").GetInt32(), 1,
            $"the formatter would make {file.GetProperty("edits").GetInt32()} edits from here on", "format", "warning"));
        return [.. unformatted, .. style.GetProperty("lints").EnumerateArray().Select(EngineReply.ToDiagnostic)];
    }
}
