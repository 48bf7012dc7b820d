using System.CommandLine;
using QaaHybrid.Circuits;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary>What runs a circuit, how often it is measured, and with which noise.</summary>
internal static class BackendOptions
{
    private const string Exact = "simulator";

    private static readonly Option<string> Backend = new("--backend") { Description = "simulator, or qsharp (Microsoft's)", HelpName = "NAME", DefaultValueFactory = _ => Exact };
    private static readonly Option<int?> Shots = new Option<int?>("--shots") { Description = "measure each circuit this often (default: exact values)", HelpName = "S" }.AtLeast(1);
    private static readonly Option<string?> Noise = new("--noise") { Description = "simulate the noise of this model, e.g. experiments/recipes/noise/example.yaml", HelpName = "FILE" };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Backend, Shots, Noise })
            command.Options.Add(option);
    }

    /// <summary>How often each circuit is measured; null asks for exact values.</summary>
    public static int? ShotCount(CommandContext context) => context.Get(Shots);

    /// <summary>Whether something else than the exact simulator is asked for.</summary>
    public static bool IsSpecial(CommandContext context) => context.Get(Backend) != Exact || context.Get(Noise) is not null;

    /// <summary>The backend that the options name.</summary>
    /// <exception cref="UsageException">They do not go together.</exception>
    /// <exception cref="InvalidDataException">The noise file holds something else.</exception>
    public static IQuantumBackend Create(CommandContext context, QaaSession session)
    {
        var backend = session.Backend(context.Get(Backend)!);
        if (context.Get(Noise) is not { } file)
            return backend;
        return backend.Name == Exact
            ? new NoisyBackend(NoiseModel.Parse(TextFile.ReadAll(file), file), threads: context.Threads is { } threads and > 0 ? threads : Environment.ProcessorCount)
            : throw new UsageException($"--noise is simulated by {Exact}, not by {backend.Name}");
    }
}
