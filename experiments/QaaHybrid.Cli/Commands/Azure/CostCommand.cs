using System.CommandLine;
using QaaHybrid.Azure;
using QaaHybrid.Circuits;
using QaaHybrid.Cli.Commands.Circuits;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary><c>qaa cost</c>: what a circuit, or one gradient, would be charged on a target of Azure Quantum, before anything is sent.</summary>
internal static class CostCommand
{
    private static readonly Option<string?> Target = new("--target") { Description = "where it would run, e.g. ionq.qpu.aria-1 or quantinuum.qpu.h2-1", HelpName = "TARGET" };
    private static readonly Option<int?> Shots = new Option<int?>("--shots") { Description = "how often the circuit is measured", HelpName = "S" }.AtLeast(1);
    private static readonly Option<string?> Gradient = new("--gradient") { Description = "instead of a circuit: one gradient of a QAA adapter by the parameter-shift rule, for one hidden vector of one module, one circuit a job and packed", HelpName = "RECIPE|RUN" };
    private static readonly Option<string?> Method = new("--method") { Description = "with --gradient: which QAA method (default: a recipe's first)", HelpName = "NAME" };
    private static readonly Option<int?> CalibrationQubits = new Option<int?>("--calibration-qubits") { Description = "with --gradient: calibrate the reading on so many spare qubits in the packed jobs, an even number", HelpName = "K" }.AtLeast(2);
    private static readonly Option<bool> Charges = new("--charges") { Description = "instead: the recorded charges that the formulas were held against" };

    public static Command Create()
    {
        var command = new Command("cost", "what a circuit, or one gradient, would cost on a target of Azure Quantum, before anything is sent")
        {
            Target, Shots, AzureOptions.Budget, AzureOptions.AcceptUnknownPrice, AzureOptions.Debias, Gradient, Method, CalibrationQubits, Charges,
        };
        CircuitArguments.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            if (context.Get(Charges))
                context.Answer(CostTables.ChargesDocument(), CostTables.ChargesText());
            else if (context.Get(Gradient) is { } place)
                await AnswerGradientAsync(context, place, cancellationToken).ConfigureAwait(false);
            else
                await AnswerCircuitAsync(context, cancellationToken).ConfigureAwait(false);
        });
    }

    private static async Task AnswerCircuitAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Get(Method) is not null || context.Get(CalibrationQubits) is not null)
            throw new UsageException("--method and --calibration-qubits belong to --gradient");
        var (target, shots, budget) = Asked(context);
        await using var session = new QaaSession();
        var (circuit, theta) = await CircuitArguments.ReadAsync(context, session, cancellationToken).ConfigureAwait(false);
        var price = Pricing.Estimate(theta is null ? circuit : circuit.Bind(theta), shots, target, Options(context));
        Reserve(context, budget, price);
        context.Answer(CostTables.Document(price), CostTables.Text(circuit, price, budget));
    }

    private static async Task AnswerGradientAsync(CommandContext context, string place, CancellationToken cancellationToken)
    {
        if (CircuitArguments.NamesCircuit(context))
            throw new UsageException("--gradient takes the circuit from a recipe or a run: name no other one beside it");
        var (target, shots, budget) = Asked(context);
        await using var session = new QaaSession();
        var circuit = await GradientCircuit.OfAsync(session, place, context.Get(Method), CircuitArguments.LayerName(context), context.Seed ?? 0, cancellationToken).ConfigureAwait(false);
        var packing = new PackingOptions();
        if (context.Get(CalibrationQubits) is { } calibrated)
            packing = calibrated % 2 != 0
                ? throw new UsageException($"--calibration-qubits is {calibrated}, expected an even number: half are prepared in |0⟩, half in |1⟩")
                : packing with { CalibrationQubits = calibrated, Flips = await Mitigation.FlipsAsync(session.Circuits, 1, cancellationToken).ConfigureAwait(false) };
        var price = await circuit.PriceAsync(shots, target, Options(context), packing, context.Seed ?? 0, cancellationToken).ConfigureAwait(false);
        Reserve(context, budget, price.Packed.Price);
        context.Answer(CostTables.Document(circuit, shots, price), CostTables.Text(circuit, shots, price, budget));
    }

    // What can be refused without a circuit is refused before one is compiled.
    private static (string Target, int Shots, Budget? Budget) Asked(CommandContext context)
    {
        if (context.Get(Target) is not { } target || context.Get(Shots) is not { } shots)
            throw new UsageException($"{(context.Get(Target) is null ? "--target says where it would run" : "--shots says how often it is measured")}, and is missing; --charges takes neither");
        _ = Pricing.OfAnything(target, shots, Options(context));
        return (target, shots, AzureOptions.ReadBudget(context));
    }

    private static PriceOptions Options(CommandContext context) => new() { Debias = context.Get(AzureOptions.Debias), AcceptUnknown = context.Get(AzureOptions.AcceptUnknownPrice) };

    private static void Reserve(CommandContext context, Budget? budget, PriceEstimate price)
    {
        if (price.UpperAmount is null && !context.Get(AzureOptions.AcceptUnknownPrice))
            throw new UnknownPriceException(price);
        budget?.Reserve(price);
    }
}
