using System.CommandLine;
using System.Globalization;
using QaaHybrid.Cli.Commands.Azure;

namespace QaaHybrid.Cli.Commands;

/// <summary>Where a recipe's circuits run: options that stand for the keys of its <c>backend</c> section.</summary>
internal static class TrainBackendOptions
{
    private static readonly Option<string?> Backend = new("--backend") { Description = "run the circuits of the adapters there, gradients included, one circuit for each hidden vector and shift: simulator, qsharp, or azure:TARGET", HelpName = "NAME" };
    private static readonly Option<int?> Shots = new Option<int?>("--shots") { Description = "with --backend: measure each circuit this often (default: the recipe's, or exact values)", HelpName = "S" }.AtLeast(1);
    private static readonly Option<string?> Noise = new("--noise") { Description = "with --backend simulator: simulate the noise of this model, e.g. experiments/recipes/noise/example.yaml", HelpName = "FILE" };
    private static readonly Option<string?> Mitigate = new("--mitigate") { Description = "with --backend: readout, which undoes the errors of reading", HelpName = "NAME" };
    private static readonly Option<string?> Zne = new("--zne") { Description = "with --backend: zero-noise extrapolation, linear, exponential or richardson", HelpName = "NAME" };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Backend, Shots, Noise, Mitigate, Zne, AzureOptions.Workspace, TrainBudget.Option, AzureOptions.AcceptUnknownPrice, AzureOptions.Debias })
            command.Options.Add(option);
    }

    /// <summary>The changes that the options make to a recipe.</summary>
    public static IEnumerable<string> Overrides(CommandContext context)
    {
        if (context.Get(Backend) is { } name)
            yield return $"backend.name={RunArguments.Quoted(name)}";
        if (context.Get(Shots) is { } shots)
            yield return string.Create(CultureInfo.InvariantCulture, $"backend.shots={shots}");
        if (context.Get(Noise) is { } noise)
            yield return $"backend.noise={RunArguments.Quoted(Path.GetFullPath(noise))}";
        if (context.Get(Mitigate) is { } mitigation)
            yield return $"backend.mitigation={RunArguments.Quoted(mitigation)}";
        if (context.Get(Zne) is { } zne)
            yield return $"backend.zne={RunArguments.Quoted(zne)}";
        if (context.Get(AzureOptions.Debias) is { } debias)
            yield return $"backend.debias={(debias ? "true" : "false")}";
        // A connection string holds a key, and a run keeps a copy of its recipe.
        if (context.Get(AzureOptions.Workspace) == AzureOptions.Emulator)
            yield return $"backend.workspace={AzureOptions.Emulator}";
        foreach (var change in Spending(context, TrainBudget.Money(context)))
            yield return change;
    }

    /// <summary>Those of them that a run may change while it is under way.</summary>
    public static IEnumerable<string> Spending(CommandContext context, string? budget)
    {
        if (budget is not null)
            yield return $"backend.budget={RunArguments.Quoted(budget)}";
        if (context.Get(AzureOptions.AcceptUnknownPrice))
            yield return "backend.accept_unknown_price=true";
    }
}
