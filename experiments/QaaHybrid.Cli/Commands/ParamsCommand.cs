using System.CommandLine;
using System.Globalization;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa params</c>: exact parameter counts of an adapter, from a model's configuration alone.</summary>
internal static class ParamsCommand
{
    private static readonly Dictionary<string, ModelTask> Tasks = new()
    {
        ["causal-lm"] = ModelTask.CausalLanguageModel, ["sequence-classification"] = ModelTask.SequenceClassification, ["image-classification"] = ModelTask.ImageClassification,
    };

    private static readonly Option<string?> Model = new("--model") { Description = "a well-known model by name (deberta-v3-base, llama-7b …), a folder, or a config.json", HelpName = "NAME|DIR" };
    private static readonly Option<string?> Adapter = new("--adapter") { Description = "the method", HelpName = "METHOD" };
    private static readonly Option<string[]> Set = new("--set") { Description = "an option of the adapter, e.g. r=8 or target_modules=@query,@value; repeatable", HelpName = "KEY=VALUE", DefaultValueFactory = _ => [] };
    private static readonly Option<string?> Budget = new("--budget") { Description = "fit the adapter to a number of parameters, or to a share of the model", HelpName = "N|P%" };
    private static readonly Option<string?> Task = new Option<string?>("--task") { Description = "the model's head (default: what its family is for)" }.AcceptOnlyFromAmong([.. Tasks.Keys]);
    private static readonly Option<int?> Labels = new Option<int?>("--labels") { Description = "labels of a classifier, 1 for a score (default: 2)", HelpName = "N" }.AtLeast(1);

    private static readonly Option<bool> Published = new("--published") { Description = "instead: published counts beside ours, each under its table's convention" };

    public static Command Create() => new Command("params", "count an adapter's parameters from a model's configuration alone") { Model, Adapter, Set, Budget, Task, Labels, Published }
        .Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            if (context.Get(Published))
            {
                await AnswerPublishedAsync(context, session, cancellationToken).ConfigureAwait(true);
                return;
            }
            if (context.Get(Model) is not { } place || context.Get(Adapter) is not { } name)
                throw new UsageException("expected --model and --adapter, or --published");
            var options = Options(context);
            using var model = ModelSizes.Create(ModelSizes.Read(place), context.Get(Task) is { } task ? Tasks[task] : null, context.Get(Labels) ?? 2);
            var count = await ModelSizes.CountAsync(session, model, name, options, cancellationToken).ConfigureAwait(true);
            context.Answer(
                new
                {
                    count.Stored, count.DegreesOfFreedom, count.Trainable, count.Base, count.Percent, count.Head, count.BudgetReason,
                    Modules = count.Modules.Select(module => new { module.Name, module.Stored }),
                },
                string.Join(Environment.NewLine, new[]
                {
                    $"{place} has {Number(count.Base)} parameters{(count.Head > 0 ? $", and {Number(count.Head)} in a head of its own that is trained with any adapter" : "")}",
                    string.Create(CultureInfo.InvariantCulture, $"{name} stores {count.Stored:#,0} numbers for {count.Modules.Count} modules and trains {count.Trainable:#,0}, {count.Percent:0.####} % of them; {count.DegreesOfFreedom:#,0} are independent"),
                    count.BudgetReason ?? "",
                }.Where(line => line.Length > 0)));
        });

    private static async Task AnswerPublishedAsync(CommandContext context, QaaSession session, CancellationToken cancellationToken)
    {
        var rows = new List<(PublishedCount Row, long Ours)>();
        foreach (var row in PublishedCounts.Rows)
            rows.Add((row, await PublishedCounts.CountAsync(session, row, cancellationToken).ConfigureAwait(true)));
        context.Answer(
            new { rows = rows.Select(entry => new { entry.Row.Source, entry.Row.Setting, entry.Row.Model, entry.Row.Adapter, entry.Row.Options, entry.Row.Convention, entry.Ours, published_millions = entry.Row.Published, agrees = entry.Row.Fits(entry.Ours) }) },
            string.Join(Environment.NewLine, TextTable.Lines(["source", "setting", "model", "what the table counts", "ours", "published, M", ""], rows.Select(entry => new[]
            {
                entry.Row.Source, entry.Row.Setting, entry.Row.Model, entry.Row.Convention, Number(entry.Ours), entry.Row.Published, entry.Row.Fits(entry.Ours) ? "agrees" : "differs",
            }))));
    }

    private static Dictionary<string, object?> Options(CommandContext context)
    {
        var options = new Dictionary<string, object?>();
        foreach (var change in context.Get(Set) ?? [])
        {
            if (change.Split('=', 2) is not [{ Length: > 0 } key, var value])
                throw new UsageException($"--set {change}: expected KEY=VALUE");
            options[key] = value;
        }
        if (context.Get(Budget) is { } budget)
            options["budget"] = budget;
        return options;
    }

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
