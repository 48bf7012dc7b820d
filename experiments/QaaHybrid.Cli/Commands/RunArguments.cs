using System.CommandLine;
using System.Globalization;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary>What <c>run</c> and <c>train</c> share: the options that change a recipe, the run itself, and the table at its end.</summary>
internal static class RunArguments
{
    public static readonly Option<string?> Model = new("--model") { Description = "base model: a shipped one by name, or a folder", HelpName = "DIR" };
    public static readonly Option<string?> Data = new("--data") { Description = "train on this file of sources and targets (CSV with header, or JSON lines)", HelpName = "FILE" };
    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "change a key of the recipe, e.g. training.steps=50 or methods.qaa-z.layers=6; repeatable", HelpName = "KEY=VALUE", DefaultValueFactory = _ => [],
    };
    public static readonly Option<string?> Out = new("--out") { Description = "the run's folder (default: the next free runs/NAME-n)", HelpName = "DIR" };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Model, Data, Set, Out })
            command.Options.Add(option);
    }

    /// <summary>Trains by a recipe file with the command line's changes.</summary>
    public static async Task TrainAsync(CommandContext context, string recipePath, CancellationToken cancellationToken)
    {
        var recipe = RecipeFile.Load(recipePath, Overrides(context));
        await using var session = new QaaSession();
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
                method.Method, method.Trainable, method.Percent, method.LossBefore, method.LossAfter, method.Metrics, method.SecondsPerStep,
            }),
        },
        string.Join(Environment.NewLine, Table(results)) + $"{Environment.NewLine}{Environment.NewLine}report: {Path.Combine(results.Run, "report.html")}");

    private static IEnumerable<string> Overrides(CommandContext context)
    {
        if (context.Get(Model) is { } model)
            yield return $"model={Quoted(Path.Exists(model) ? Path.GetFullPath(model) : model)}";
        if (context.Get(Data) is { } data)
        {
            yield return "task.kind=file";
            yield return $"task.data={Quoted(Path.GetFullPath(data))}";
        }
        if (context.Seed is { } seed)
            yield return string.Create(CultureInfo.InvariantCulture, $"seed={seed}");
        if (context.Threads is { } threads)
            yield return string.Create(CultureInfo.InvariantCulture, $"threads={threads}");
        foreach (var change in context.Get(Set) ?? [])
            yield return change;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static IEnumerable<string> Table(RunResults results) => TextTable.Lines(
        ["method", "trainable", "% of model", "held-out loss before → after", "BLEU", "ROUGE-L", "s/step"],
        results.Methods.Select(method => new[]
        {
            method.Method,
            method.Trainable.ToString("#,0", CultureInfo.InvariantCulture),
            method.Percent.ToString("0.000", CultureInfo.InvariantCulture),
            FormattableString.Invariant($"{method.LossBefore:0.000} → {method.LossAfter:0.000}"),
            Metric(method, "bleu"),
            Metric(method, "rouge_l"),
            method.SecondsPerStep.ToString("0.000", CultureInfo.InvariantCulture),
        }));

    private static string Metric(MethodResult method, string name) =>
        method.Metrics.TryGetValue(name, out var value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : "–";
}
