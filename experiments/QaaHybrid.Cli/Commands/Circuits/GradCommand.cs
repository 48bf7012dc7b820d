using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using QaaHybrid.Circuits;
using QaaHybrid.Cli.Commands.Azure;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit grad</c>: the gradient of Σ wᵢ⟨Zᵢ⟩.</summary>
internal static class GradCommand
{
    private static readonly Option<string> Weights = new("--weights") { Description = "w1,…,wn or @FILE: one for each qubit", HelpName = "VALUES", Required = true };
    private static readonly Option<string?> Input = new("--input") { Description = "real amplitudes it starts from, 0.1,0.2,… or @FILE (default: |0…0⟩)", HelpName = "VALUES" };
    private static readonly Option<string> Method = new("--method") { Description = string.Join("; ", GradientMethods.All.Select(method => $"{method.Name}: {method.Description}")), HelpName = "NAME", DefaultValueFactory = _ => "adjoint", CompletionSources = { _ => GradientMethods.All.Select(method => new CompletionItem(method.Name)) } };
    private static readonly Option<int?> Samples = new Option<int?>("--samples") { Description = "directions that spsa averages (default: 1); from 2 on it tells its errors", HelpName = "N" }.AtLeast(1);

    private static readonly Option<double?> Step = new("--step") { Description = "how far spsa goes in each direction, radians (default: 0.01); from shots, farther scatters less", HelpName = "C" };

    public static Command Create()
    {
        var command = new Command("grad", "the gradient of a weighted sum of <Z> with respect to the angles") { Weights, Input, Method, Samples, Step };
        BackendOptions.AddTo(command);
        CircuitArguments.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            var method = MethodOf(context);
            await using var session = new QaaSession();
            await using var azure = await BackendOptions.OpenAzureAsync(context, new JobRemarks(context), cancellationToken).ConfigureAwait(false);
            var backend = BackendOptions.Create(context, session, azure);
            var (circuit, theta) = await CircuitArguments.ReadBoundAsync(context, session, cancellationToken).ConfigureAwait(false);
            var weights = CircuitArguments.Numbers("--weights", context.Get(Weights)!);
            if (weights.Count != circuit.Qubits)
                throw new UsageException($"--weights has {weights.Count} values, {circuit.Name} has {circuit.Qubits} qubits");
            var problem = new GradientProblem(
                circuit, theta, weights, CircuitArguments.InputState(context.Get(Input), circuit), BackendOptions.ShotCount(context), context.Seed ?? 0);
            backend = await BackendOptions.MitigatedAsync(context, session, backend, circuit, cancellationToken).ConfigureAwait(false);
            var result = method.Name == "spsa"
                ? await SpsaAsync(context, backend, problem, cancellationToken).ConfigureAwait(false)
                : await method.OfAsync(backend, problem, cancellationToken).ConfigureAwait(false);
            context.Answer(Document(result), Text(result));
        });
    }

    private static IGradientMethod MethodOf(CommandContext context)
    {
        var name = context.Get(Method)!;
        var method = GradientMethods.Find(name)
            ?? throw new UsageException($"--method is '{name}', expected {string.Join(", ", GradientMethods.All.SkipLast(1).Select(known => known.Name))} or {GradientMethods.All[^1].Name}");
        if (method.NeedsExactValues && BackendOptions.ShotCount(context) is not null)
            throw new UsageException($"--method {name} needs exact values and takes no --shots; shift and spsa do");
        if (name == "adjoint" && BackendOptions.IsSpecial(context))
            throw new UsageException("--method adjoint is the exact simulator's: with --backend, --noise, --mitigate or --zne use shift or spsa");
        if (name != "spsa" && (context.Get(Samples) is not null || context.Get(Step) is not null))
            throw new UsageException($"--samples and --step belong to --method spsa, not to {name}");
        return context.Get(Step) is null or (> 0 and <= Math.PI) ? method : throw new UsageException("--step has to be above 0 and at most π");
    }

    private static Task<GradientResult> SpsaAsync(CommandContext context, IQuantumBackend backend, GradientProblem problem, CancellationToken cancellationToken) =>
        Spsa.OfAsync(
            backend, problem.Circuit, problem.Theta, problem.Weights, context.Get(Samples) ?? 1, context.Get(Step) ?? 0.01, problem.Input, problem.Shots, problem.Seed,
            cancellationToken);

    private static object Document(GradientResult result) => new
    {
        result.Value, result.ValueError, result.Gradient, gradient_error = result.Error, result.Evaluations, shots = result.Shots > 0 ? result.Shots : (long?)null,
    };

    private static string Text(GradientResult result)
    {
        var shots = result.Shots > 0 ? string.Create(CultureInfo.InvariantCulture, $", {result.Shots} shots") : "";
        var value = string.Create(CultureInfo.InvariantCulture, $"value {result.Value:0.0000000000}{Error(result.ValueError)}, {result.Evaluations} evaluations{shots}");
        var lines = result.Gradient.Select((slope, parameter) => string.Create(CultureInfo.InvariantCulture, $"θ{parameter,-4} {slope,14:0.0000000000}{Error(result.Error?[parameter])}"));
        return string.Join(Environment.NewLine, lines.Prepend(value));
    }

    private static string Error(double? error) => error is { } known ? string.Create(CultureInfo.InvariantCulture, $" ± {known:0.0000000000}") : "";
}
