using System.CommandLine;
using System.Runtime.Intrinsics;
using QaaHybrid.Notebook.Jupyter;
using QaaHybrid.QSharp;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa doctor</c>: what is installed, found and missing; installs nothing.</summary>
internal static class DoctorCommand
{
    private sealed record Finding(string What, bool Ok, string Found);

    public static Command Create() => new Command("doctor", "what is installed, found and missing").Does(async (context, cancellationToken) =>
    {
        List<Finding> findings =
        [
            new(".NET", true, $"{Environment.Version}, {Environment.ProcessorCount} cores, {Vectors()}"),
            Try("notebooks", Notebooks),
            Try("Q# library", () => QSharpLibrary.Find().Directory),
            await TryAsync("Q# compiler", async () =>
            {
                await using var session = new QaaSession();
                return await session.Engine.VersionAsync(cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false),
            // Everything that touches the binding comes last: where libtorch is missing, this is the line that fails.
            Try("libtorch", () => $"{__version__}, {get_num_threads()} threads"),
            Try("BLAS", Blas),
            Try("WordNet", () => WordNetFolder.Require()),
            Try("base models", () => string.Join(", ", Directory.GetDirectories(Places.Models).Where(folder => folder != Places.ModelConfigs).Select(Path.GetFileName)) is { Length: > 0 } names
                ? names : throw new DirectoryNotFoundException($"none in {Places.Models}")),
        ];
        var width = findings.Max(finding => finding.What.Length);
        context.Answer(
            new { ok = findings.All(finding => finding.Ok), findings },
            string.Join(Environment.NewLine, findings.Select(finding => $"{(finding.Ok ? "ok     " : "MISSING")}  {finding.What.PadRight(width)}  {finding.Found}")));
        if (findings.Any(finding => !finding.Ok))
            throw new UsageException("something is missing; './qaa run' installs and builds what it can");
    });

    // A registration is left behind where a clone moves.
    private static string Notebooks() => (JupyterProgram.Find() ?? "no Jupyter on PATH") + (KernelSpec.Program(KernelSpec.UserFolder) switch
    {
        null => "; './qaa notebook' brings the kernel",
        var program when File.Exists(program) => $"; the kernel is registered as {program}",
        var gone => throw new FileNotFoundException($"the kernel is registered as {gone}, which is gone; './qaa notebook install' registers this clone's"),
    });

    private static string Blas()
    {
        try
        {
            return runtime.warning is { } warning ? throw new NotSupportedException(warning) : $"OpenBLAS, {runtime.blas_threads} threads";
        }
        catch (DllNotFoundException)
        {
            throw new NotSupportedException("not known without libtorch");
        }
    }

    private static string Vectors() => Vector512.IsHardwareAccelerated ? "512-bit vectors" : Vector256.IsHardwareAccelerated ? "256-bit vectors" : "128-bit vectors";

    private static Finding Try(string what, Func<string> find) => TryAsync(what, () => Task.FromResult(find())).GetAwaiter().GetResult();

    private static async Task<Finding> TryAsync(string what, Func<Task<string>> find)
    {
        try
        {
            return new Finding(what, true, await find().ConfigureAwait(false));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new Finding(what, false, error.Message);
        }
    }
}
