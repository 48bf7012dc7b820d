using System.CommandLine;
using QaaHybrid.Circuits;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary>What runs a circuit, how often it is measured, with which noise, and what is done against it.</summary>
internal static class BackendOptions
{
    private const string Exact = "simulator";
    private const string ReadOut = "readout";

    private static readonly Option<string> Backend = new("--backend") { Description = "simulator, or qsharp (Microsoft's)", HelpName = "NAME", DefaultValueFactory = _ => Exact };
    private static readonly Option<int?> Shots = new Option<int?>("--shots") { Description = "measure each circuit this often (default: exact values)", HelpName = "S" }.AtLeast(1);
    private static readonly Option<string?> Noise = new("--noise") { Description = "simulate the noise of this model, e.g. experiments/recipes/noise/example.yaml", HelpName = "FILE" };
    private static readonly Option<string?> Mitigate = new("--mitigate") { Description = "readout: measure |0…0⟩ and |1…1⟩ first, with as many shots, and undo the errors of reading that they show", HelpName = "NAME" };
    private static readonly Option<string?> Zne = new("--zne") { Description = "zero-noise extrapolation from folded circuits: linear, exponential or richardson", HelpName = "NAME" };
    private static readonly Option<string?> ZneScales = new("--zne-scales") { Description = "noise scales of the folded circuits, odd whole numbers best (default: 1,3,5)", HelpName = "VALUES" };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Backend, Shots, Noise, Mitigate, Zne, ZneScales })
            command.Options.Add(option);
    }

    /// <summary>How often each circuit is measured; null asks for exact values.</summary>
    public static int? ShotCount(CommandContext context) => context.Get(Shots);

    /// <summary>Whether something else than the exact simulator is asked for.</summary>
    public static bool IsSpecial(CommandContext context) => context.Get(Backend) != Exact || context.Get(Noise) is not null || context.Get(Mitigate) is not null || context.Get(Zne) is not null;

    /// <summary>The backend that the options name, before anything slow is begun.</summary>
    /// <exception cref="UsageException">They do not go together.</exception>
    /// <exception cref="InvalidDataException">The noise file holds something else.</exception>
    public static IQuantumBackend Create(CommandContext context, QaaSession session)
    {
        if (context.Get(Mitigate) is { } mitigate && mitigate != ReadOut)
            throw new UsageException($"--mitigate is '{mitigate}', expected {ReadOut}");
        if (context.Get(Mitigate) is not null && ShotCount(context) is null)
            throw new UsageException("--mitigate corrects what was measured: give --shots");
        if (context.Get(ZneScales) is not null && context.Get(Zne) is null)
            throw new UsageException("--zne-scales belongs to --zne");
        var backend = session.Backend(context.Get(Backend)!);
        if (context.Get(Noise) is { } file)
            backend = backend.Name == Exact
                ? new NoisyBackend(NoiseModel.Parse(TextFile.ReadAll(file), file), threads: context.Threads is { } threads and > 0 ? threads : Environment.ProcessorCount)
                : throw new UsageException($"--noise is simulated by {Exact}, not by {backend.Name}");
        // Put around it last of all; built here, so that its options are refused before a circuit is compiled.
        _ = Extrapolated(context, backend);
        return backend;
    }

    /// <summary>The backend with what is done against noise: the reading is calibrated for the circuit's register.</summary>
    public static async Task<IQuantumBackend> MitigatedAsync(CommandContext context, QaaSession session, IQuantumBackend backend, Circuit circuit, CancellationToken cancellationToken)
    {
        if (context.Get(Mitigate) is null)
            return Extrapolated(context, backend);
        // Its last n parameters are RY on every qubit: π turns one to |1⟩.
        var flips = await session.Circuits.ImportAsync(new CircuitRequest(null, "QaaHybrid.Ansatz.Square", circuit.Qubits, 3 * circuit.Qubits), cancellationToken).ConfigureAwait(false);
        var calibration = await ReadOutCalibration.MeasureAsync(
            backend, flips, shots: ShotCount(context), seed: unchecked((context.Seed ?? 0) + 1), cancellationToken: cancellationToken).ConfigureAwait(false);
        return Extrapolated(context, new ReadOutMitigatedBackend(backend, calibration));
    }

    private static IQuantumBackend Extrapolated(CommandContext context, IQuantumBackend backend)
    {
        if (context.Get(Zne) is not { } name)
            return backend;
        var extrapolation = name switch
        {
            "linear" => Extrapolation.Linear,
            "exponential" => Extrapolation.Exponential(),
            "richardson" => Extrapolation.Richardson,
            _ => throw new UsageException($"--zne is '{name}', expected linear, exponential or richardson"),
        };
        try
        {
            return new ZeroNoiseBackend(backend, context.Get(ZneScales) is { } scales ? CircuitArguments.Numbers("--zne-scales", scales) : null, extrapolation);
        }
        catch (ArgumentException error)
        {
            throw new UsageException($"--zne-scales {context.Get(ZneScales)}: {error.Message.Split(" (Parameter")[0]}");
        }
    }
}
