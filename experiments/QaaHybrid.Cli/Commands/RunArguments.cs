using System.CommandLine;
using System.Globalization;
using QaaHybrid.Cli.Commands.Azure;
using QaaHybrid.Display;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary>What <c>run</c> and <c>train</c> share: the options that change a recipe, the run itself, and the table at its end.</summary>
internal static class RunArguments
{
    public static readonly Option<string?> Model = new("--model") { Description = "base model: a shipped one by name, or a folder", HelpName = "DIR" };
    public static readonly Option<string?> Data = new("--data") { Description = "train on this file, or on the folder of a data set's official files, in place of the recipe's", HelpName = "FILE" };
    public static readonly Option<bool> SkipBad = new("--skip-bad") { Description = "leave bad lines of the data out and count them; otherwise the first one is refused" };
    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "change a key of the recipe, e.g. training.steps=50 or methods.qaa-z.layers=6; repeatable", HelpName = "KEY=VALUE", DefaultValueFactory = _ => [],
    };
    public static readonly Option<string?> Out = new("--out") { Description = "the run's folder (default: the next free runs/NAME-n)", HelpName = "DIR" };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Model, Data, SkipBad, Set, Out })
            command.Options.Add(option);
        TrainBackendOptions.AddTo(command);
    }

    /// <summary>Trains by a recipe file with the command line's changes.</summary>
    public static async Task TrainAsync(CommandContext context, string recipePath, CancellationToken cancellationToken)
    {
        recipePath = Places.KnownRecipe(recipePath);
        string[] changes = [.. Overrides(context, recipePath)];
        var recipe = RecipeFile.Load(recipePath, changes);
        TrainBudget.Check(context, recipe);
        if (TrainBudget.Size(context) is { } size)
            recipe = RecipeFile.Load(recipePath, [.. changes, .. TrainBudget.Changes(context, recipe, size)]);
        await AzureSession.CheckAsync(context, recipe.Backend, cancellationToken).ConfigureAwait(true);
        await using var session = new QaaSession { OpenJobs = AzureSession.ForRecipes(context), IsEmulator = AzureSession.IsEmulatorFor(context) };
        var results = await FineTuning.TrainAsync(session, recipe, context.Get(Out), context.Progress(), cancellationToken).ConfigureAwait(true);
        Answer(context, results);
    }

    /// <summary>The run's table, as the document or for a person.</summary>
    public static void Answer(CommandContext context, RunResults results) => context.Answer(
        new
        {
            results.Run,
            Methods = results.Methods.Select(method => new
            {
                method.Method, method.Trainable, method.Percent, method.LossBefore, method.LossAfter, method.Metrics, method.SecondsPerStep, backend = Costs(method.Backend),
            }),
        },
        string.Join(Environment.NewLine, Costs(results).Prepend(context.Fitted(RunDisplay.ResultsTable(results.Base, results.Methods), first: 5, last: 1))) + $"{Environment.NewLine}{Environment.NewLine}report: {Path.Combine(results.Run, "report.html")}");

    private static object? Costs(BackendCosts? costs) => costs is null ? null : new
    {
        costs.Backend, shots_a_circuit = costs.Shots, costs.Gradient, costs.InputGradient, evaluated_on_backend = costs.EvaluatedOnBackend,
        costs.Usage.Circuits, costs.Usage.Shots, costs.Usage.Jobs, costs.Usage.Price, costs.Usage.Charged, costs.Usage.ChargedJobs, costs.Usage.Unit,
    };

    private static IEnumerable<string> Costs(RunResults results) => results.Methods.Where(method => method.Backend is not null)
        .Select(method => $"{Environment.NewLine}{method.Method}: {method.Backend!.Sentence} {method.Backend.Total(method.Steps)}");

    /// <summary>The changes that the command line makes to a recipe.</summary>
    public static IEnumerable<string> Overrides(CommandContext context, string recipePath)
    {
        if (context.Get(Model) is { } model)
            yield return $"model={Quoted(Path.Exists(model) ? Path.GetFullPath(model) : model)}";
        if (context.Get(Data) is { } data)
        {
            // A recipe whose data come from a package learns the same kind of thing from a file.
            if (RecipeFile.TaskKind(recipePath) is "" or "definitions")
                yield return "task.kind=file";
            yield return $"task.data={Quoted(Path.GetFullPath(data))}";
        }
        if (context.Get(SkipBad))
            yield return "task.skip_bad=true";
        if (context.Seed is { } seed)
            yield return string.Create(CultureInfo.InvariantCulture, $"seed={seed}");
        if (context.Threads is { } threads)
            yield return string.Create(CultureInfo.InvariantCulture, $"threads={threads}");
        foreach (var change in TrainBackendOptions.Overrides(context))
            yield return change;
        foreach (var change in context.Get(Set) ?? [])
            yield return change;
    }

    /// <summary>A text as YAML reads it back.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
