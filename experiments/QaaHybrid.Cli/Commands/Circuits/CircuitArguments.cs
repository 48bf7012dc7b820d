using System.CommandLine;
using System.Globalization;
using QaaHybrid.Circuits;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary>How a circuit and its angles are named: by a Q# operation and its size, or by a trained adapter.</summary>
internal static class CircuitArguments
{
    private static readonly Option<string?> Operation = new("--operation") { Description = "a Q# operation of (theta : Double[], qubits : Qubit[])", HelpName = "Ns.Op" };
    private static readonly Option<int?> Qubits = new Option<int?>("--qubits") { Description = "size of the register", HelpName = "N" }.AtLeast(1);
    private static readonly Option<int?> Parameters = new Option<int?>("--parameters") { Description = "length of theta (default: what Ns.OpParameters(N, layers) says, else as many as --theta has)", HelpName = "P" }.AtLeast(0);
    private static readonly Option<int?> Layers = new Option<int?>("--layers") { Description = "layers for Ns.OpParameters, where --parameters is not given", HelpName = "L", DefaultValueFactory = _ => 1 }.AtLeast(1);
    private static readonly Option<string?> Project = new("--project") { Description = "folder with a qsharp.json (default: the shipped library)", HelpName = "DIR" };
    private static readonly Option<string?> Adapter = new("--adapter") { Description = "a trained QAA or QuIC adapter: a run's folder, or a method's folder in it", HelpName = "RUN" };
    private static readonly Option<string?> Layer = new("--layer") { Description = "the adapted module whose circuit is meant (default: the first)", HelpName = "NAME" };
    private static readonly Option<int?> Block = new Option<int?>("--block") { Description = "which of the module's circuits, from 0: QuIC has one for each block of each stacked adapter (default: 0)", HelpName = "B" }.AtLeast(0);
    private static readonly Option<string?> Theta = new("--theta") { Description = "angles in radians: 0.1,0.2 or @FILE (default with --adapter: as trained)", HelpName = "VALUES" };

    public static void AddTo(Command command, bool withTheta = true)
    {
        foreach (var option in new Option[] { Operation, Qubits, Parameters, Layers, Project, Adapter, Layer, Block })
            command.Options.Add(option);
        if (withTheta)
            command.Options.Add(Theta);
    }

    /// <summary>The circuit that is named, and its angles where they are given or trained.</summary>
    /// <exception cref="UsageException">The options name no circuit, or angles of another number.</exception>
    public static async Task<(Circuit Circuit, IReadOnlyList<double>? Theta)> ReadAsync(
        CommandContext context, QaaSession session, CancellationToken cancellationToken, bool withTheta = true)
    {
        var (circuit, trained) = context.Get(Adapter) is { } run
            ? await OfAdapterAsync(context, session, run, cancellationToken).ConfigureAwait(false)
            : (await OfOperationAsync(context, session, cancellationToken).ConfigureAwait(false), null);
        if (!withTheta && context.Get(Theta) is not null)
            throw new UsageException("--theta has no place here: the angles stay parameters");
        var given = context.Get(Theta) is { } text ? Numbers("--theta", text) : trained;
        if (given is not null && given.Count != circuit.Parameters)
            throw new UsageException($"--theta has {given.Count} values, {circuit.Name} takes {circuit.Parameters}");
        return (circuit, given);
    }

    /// <summary>The same, for commands that cannot do without angles.</summary>
    public static async Task<(Circuit Circuit, IReadOnlyList<double> Theta)> ReadBoundAsync(CommandContext context, QaaSession session, CancellationToken cancellationToken)
    {
        var (circuit, theta) = await ReadAsync(context, session, cancellationToken).ConfigureAwait(false);
        return (circuit, theta ?? (circuit.Parameters == 0 ? [] : throw new UsageException($"{circuit.Name} takes {circuit.Parameters} angles: give --theta 0.1,0.2,… or --theta @FILE")));
    }

    /// <summary>Whether any of the options names a circuit or its angles.</summary>
    public static bool NamesCircuit(CommandContext context) => context.Get(Operation) is not null || context.Get(Adapter) is not null || context.Get(Theta) is not null;

    /// <summary>The adapted module that is meant; null is the first.</summary>
    public static string? LayerName(CommandContext context) => context.Get(Layer);

    /// <summary>Numbers from the command line, or from a file by <c>@FILE</c>, separated by commas or white space.</summary>
    /// <exception cref="UsageException">Something among them is no finite number.</exception>
    public static IReadOnlyList<double> Numbers(string option, string text)
    {
        var source = option;
        if (text.StartsWith('@'))
        {
            source = text[1..];
            text = TextFile.ReadAll(source);
        }
        var words = text.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return Array.ConvertAll(words, word =>
            double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? value
                : throw new UsageException($"{source}: '{word}' is no finite number"));
    }

    /// <summary>The real amplitudes of <c>--input</c>; null where it is not given.</summary>
    /// <exception cref="UsageException">They are no state of the circuit's register.</exception>
    public static IReadOnlyList<double>? InputState(string? text, Circuit circuit)
    {
        if (text is null)
            return null;
        var values = Numbers("--input", text);
        if (circuit.Qubits < 31 && values.Count > 1 << circuit.Qubits)
            throw new UsageException($"--input has {values.Count} amplitudes, {circuit.Qubits} qubits hold {1 << circuit.Qubits}");
        return values.Any(value => value != 0) ? values : throw new UsageException("--input holds no number but zero; it is no state");
    }

    private static async Task<Circuit> OfOperationAsync(CommandContext context, QaaSession session, CancellationToken cancellationToken)
    {
        if (context.Get(Operation) is not { } operation || context.Get(Qubits) is not { } qubits)
            throw new UsageException("name a circuit: --operation Ns.Op --qubits N --parameters P, or --adapter RUN");
        return await session.CircuitAsync(operation, qubits, context.Get(Parameters), context.Get(Layers) ?? 1, context.Get(Project), context.Get(Theta) is { } theta ? Numbers("--theta", theta).Count : null, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(Circuit, IReadOnlyList<double>?)> OfAdapterAsync(CommandContext context, QaaSession session, string run, CancellationToken cancellationToken)
    {
        var trained = await TrainedCircuit.ReadAsync(session, run, layer: context.Get(Layer), block: context.Get(Block) ?? 0, cancellationToken: cancellationToken).ConfigureAwait(false);
        return (trained.Circuit, trained.Theta);
    }
}
