using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>What a run was made with. Resuming is bit-identical where <see cref="DifferencesFrom"/> finds nothing.</summary>
public sealed record RunEnvironment
{
    private static readonly string[] KernelVariables = ["OPENBLAS_CORETYPE", "ATEN_CPU_CAPABILITY"];

    /// <summary>Version of this software.</summary>
    public string Version { get; init; } = "";

    /// <summary>Commit of the sources; empty where it is not known.</summary>
    public string Commit { get; init; } = "";

    /// <summary>Version of .NET.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>Version of libtorch.</summary>
    public string Libtorch { get; init; } = "";

    /// <summary>Name and version of the operating system.</summary>
    public string System { get; init; } = "";

    /// <summary>Name of the processor.</summary>
    public string Processor { get; init; } = "";

    /// <summary>
    /// Environment variables that choose other kernels than the processor's own, and with them other last digits (and another speed); empty where none is set.
    /// </summary>
    public string Kernels { get; init; } = "";

    /// <summary>Processors that the operating system offers.</summary>
    public int Cores { get; init; }

    /// <summary>Threads used for tensors and circuits.</summary>
    public int Threads { get; init; }

    /// <summary>When the run began, in UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>The environment of this process.</summary>
    /// <param name="threads">Threads used for tensors and circuits: what <see cref="Training.Threads.Use"/> gave.</param>
    /// <param name="libtorch">Version of libtorch.</param>
    /// <param name="commit">Commit of the sources, where it is known.</param>
    public static RunEnvironment Current(int threads, string libtorch, string commit = "") => new()
    {
        Version = typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
        Commit = commit,
        Runtime = RuntimeInformation.FrameworkDescription,
        Libtorch = libtorch,
        System = RuntimeInformation.OSDescription,
        Processor = ProcessorName(),
        Kernels = ChosenKernels(),
        Cores = Environment.ProcessorCount,
        Threads = threads,
        Started = DateTimeOffset.UtcNow,
    };

    /// <summary>The environment that a run was made with.</summary>
    /// <exception cref="DataFileException">The file is missing or damaged.</exception>
    public static RunEnvironment Load(string path) => JsonFiles.Read<RunEnvironment>(path);

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">It cannot be written; nothing half-written is left.</exception>
    public void Save(string path) => JsonFiles.Write(path, this);

    /// <summary>
    /// The differences that let numbers deviate in their last digits (processor, kernels, libtorch, threads); null where there is none.
    /// </summary>
    public string? DifferencesFrom(RunEnvironment other)
    {
        List<string> found = [];
        void Compare(string what, object mine, object theirs)
        {
            if (!mine.Equals(theirs))
                found.Add($"{what}: {theirs} then, {mine} now");
        }
        Compare("processor", Processor, other.Processor);
        Compare("kernels", Kernels, other.Kernels);
        Compare("libtorch", Libtorch, other.Libtorch);
        Compare("threads", Threads, other.Threads);
        return found.Count == 0 ? null : string.Join("; ", found);
    }

    private static string ChosenKernels() => string.Join(' ', KernelVariables
        .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
        .Where(variable => !string.IsNullOrEmpty(variable.Value))
        .Select(variable => $"{variable.Name}={variable.Value}"));

    private static string ProcessorName()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
