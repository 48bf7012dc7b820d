using System.CommandLine;
using QaaHybrid.Azure;
using QaaHybrid.Circuits;
using QaaHybrid.Cli.Commands.Azure;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary>What runs a circuit, how often it is measured, with which noise, and what is done against it.</summary>
internal static class BackendOptions
{
    private const string Exact = "simulator";
    private const string ReadOut = Mitigation.ReadOut;

    private static readonly Option<string> Backend = new("--backend") { Description = "simulator, qsharp (Microsoft's), or azure:TARGET, e.g. azure:ionq.simulator", HelpName = "NAME", DefaultValueFactory = _ => Exact };
    private static readonly Option<int?> Shots = new Option<int?>("--shots") { Description = "measure each circuit this often (default: exact values)", HelpName = "S" }.AtLeast(1);
    private static readonly Option<string?> Noise = new("--noise") { Description = "simulate the noise of this model, e.g. experiments/recipes/noise/example.yaml", HelpName = "FILE" };
    private static readonly Option<string?> Mitigate = new("--mitigate") { Description = "readout: measure |0…0⟩ and |1…1⟩ first, with as many shots, and undo the errors of reading that they show", HelpName = "NAME" };
    private static readonly Option<string?> Zne = new("--zne") { Description = "zero-noise extrapolation from folded circuits: linear, exponential or richardson", HelpName = "NAME" };
    private static readonly Option<string?> ZneScales = new("--zne-scales") { Description = "noise scales of the folded circuits, odd whole numbers best (default: 1,3,5)", HelpName = "VALUES" };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Backend, Shots, Noise, Mitigate, Zne, ZneScales })
            command.Options.Add(option);
        AzureOptions.AddTo(command);
    }

    /// <summary>The target of Azure Quantum that is asked for; null where something local is.</summary>
    public static string? AzureTarget(CommandContext context) => AzureOptions.IsTarget(context.Get(Backend)!) ? AzureOptions.Target(context.Get(Backend)!) : null;

    /// <summary>How often each circuit is measured; null asks for exact values.</summary>
    public static int? ShotCount(CommandContext context) => context.Get(Shots);

    /// <summary>Whether something is done against noise.</summary>
    public static bool IsMitigated(CommandContext context) => context.Get(Mitigate) is not null || context.Get(Zne) is not null;

    /// <summary>Whether something else than the exact simulator is asked for.</summary>
    public static bool IsSpecial(CommandContext context) => context.Get(Backend) != Exact || context.Get(Noise) is not null || context.Get(Mitigate) is not null || context.Get(Zne) is not null;

    /// <summary>Opens the workspace that runs the circuits; null where something local does.</summary>
    /// <exception cref="UsageException">A workspace is needed and none is named, or no shots are asked for.</exception>
    public static async Task<AzureSession?> OpenAzureAsync(CommandContext context, IProgress<JournalEntry> progress, CancellationToken cancellationToken)
    {
        if (AzureTarget(context) is not { } target)
            return null;
        if (ShotCount(context) is null && target != AzureBackend.ExactTarget)
            throw new UsageException($"{target} measures, it has no exact values: give --shots");
        CheckPrice(context, target, ShotCount(context) ?? 1);
        var session = await AzureSession.OpenAsync(context, progress, cancellationToken).ConfigureAwait(false);
        if (session.IsEmulator)
            AzureOptions.SayOfEmulator(context, target, context.Get(AzureOptions.Budget) is not null);
        if (KnownTarget.Find(target) is { ScalesDistribution: true })
            context.Say($"{target} draws no shots: it scales its exact distribution to their number, and the errors beside its values are those that shots would have");
        return session;
    }

    // What no job of the target can keep to is refused before a circuit is compiled.
    private static void CheckPrice(CommandContext context, string target, int shots)
    {
        var accepts = context.Get(AzureOptions.AcceptUnknownPrice);
        var least = Pricing.OfAnything(target, shots, PriceOptions.Of(AzureBackendOptions.Debiasing(target, context.Get(AzureOptions.Debias))) with { AcceptUnknown = accepts });
        AzureOptions.ReadBudget(context)?.Reserve(least);
        if (least.UpperAmount is null && !accepts)
            throw new UnknownPriceException(least);
    }

    /// <summary>The backend that the options name, before a circuit is compiled.</summary>
    /// <param name="context">The command line.</param>
    /// <param name="session">Gives the local backends.</param>
    /// <param name="azure">The workspace; null where <see cref="AzureTarget"/> is.</param>
    /// <exception cref="UsageException">They do not go together.</exception>
    /// <exception cref="InvalidDataException">The noise file holds something else.</exception>
    public static IQuantumBackend Create(CommandContext context, QaaSession session, AzureSession? azure)
    {
        if (context.Get(Mitigate) is { } mitigate && mitigate != ReadOut)
            throw new UsageException($"--mitigate is '{mitigate}', expected {ReadOut}");
        if (context.Get(Mitigate) is not null && ShotCount(context) is null)
            throw new UsageException("--mitigate corrects what was measured: give --shots");
        if (context.Get(ZneScales) is not null && context.Get(Zne) is null)
            throw new UsageException("--zne-scales belongs to --zne");
        if (azure is null && AzureOptions.IsAny(context))
            throw new UsageException("--workspace, --budget, --debias and --accept-unknown-price belong to --backend azure:TARGET");
        var backend = azure?.Backend(AzureTarget(context)!, session.Circuits, context) ?? Local(session, context.Get(Backend)!);
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
        return Extrapolated(context, await Mitigation.CalibratedAsync(
            session.Circuits, backend, circuit.Qubits, ShotCount(context), unchecked((context.Seed ?? 0) + 1), cancellationToken).ConfigureAwait(false));
    }

    private static IQuantumBackend Local(QaaSession session, string name)
    {
        if (session.Backends.FirstOrDefault(backend => backend.Name == name) is { } found)
            return found;
        string[] known = [.. session.Backends.Select(backend => backend.Name), .. Pricing.Targets.Select(target => AzureBackend.Prefix + target)];
        // Who leaves out the prefix, or writes it large, means the target.
        var meant = Array.Find(known, full => full.EndsWith(name, StringComparison.OrdinalIgnoreCase)) ?? NearestName.Find(name, known);
        throw new UsageException($"--backend is '{name}', expected simulator, qsharp or azure:TARGET{(meant is null ? "" : $"; did you mean '{meant}'?")}");
    }

    private static IQuantumBackend Extrapolated(CommandContext context, IQuantumBackend backend)
    {
        if (context.Get(Zne) is not { } name)
            return backend;
        if (!Mitigation.ExtrapolationNames.Contains(name))
            throw new UsageException($"--zne is '{name}', expected linear, exponential or richardson");
        try
        {
            return Mitigation.Extrapolated(backend, name, context.Get(ZneScales) is { } scales ? CircuitArguments.Numbers("--zne-scales", scales) : null);
        }
        catch (ArgumentException error)
        {
            throw new UsageException($"--zne-scales {context.Get(ZneScales)}: {error.Message.Split(" (Parameter")[0]}");
        }
    }
}
