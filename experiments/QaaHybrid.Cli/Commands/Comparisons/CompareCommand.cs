using System.CommandLine;
using QaaHybrid.Cli.Commands.Azure;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa compare RECIPE|FOLDER</c>: every method of a recipe over several seeds.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string> RecipePath = new("RECIPE") { Description = "a recipe in YAML, or the folder of a comparison to go on with" };
    private static readonly Option<string?> Seeds = new("--seeds") { Description = "the seeds, e.g. 1,2,3,4,5 (default: the recipe's comparison.seeds); more can be added later", HelpName = "LIST" };
    private static readonly Option<int?> Processes = new Option<int?>("--processes")
    {
        Description = "seeds to work on at a time, each in processes of its own; times threads at most the cores (default: 1)", HelpName = "N",
    }.AtLeast(1);

    public static Command Create()
    {
        var command = new Command("compare", "train every method of a recipe over several seeds and compare them; called again with the same folder, it goes on") { RecipePath, Seeds, Processes };
        RunArguments.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Seed is not null)
            throw new UsageException("--seed is of one run; a comparison takes --seeds, e.g. --seeds 1,2,3,4,5");
        var (path, folder) = (context.Get(RecipePath)!, context.Get(RunArguments.Out));
        if (Directory.Exists(path))
        {
            if (folder is not null)
                throw new UsageException($"{path} is a folder: the comparison in it is gone on with there; --out does not go with it");
            (path, folder) = (ComparisonFolder.Open(path).RecipeFile, path);
        }
        path = Places.KnownRecipe(path);
        string[] sizes = TrainBudget.Size(context) is { } size ? ["comparison.equal=parameters", $"comparison.budget={RunArguments.Quoted(size)}"] : [];
        var recipe = RecipeFile.Load(path, [.. sizes, .. RunArguments.Overrides(context, path), .. context.Get(Seeds) is { } seeds ? [$"comparison.seeds=[{seeds}]"] : Array.Empty<string>()]);
        TrainBudget.Check(context, recipe);
        await AzureSession.CheckAsync(context, recipe.Backend, cancellationToken).ConfigureAwait(true);
        await using var emulator = new HeldEmulator(context, recipe.Backend);
        var train = ChildProcess.WithWorkspace(context.Get(AzureOptions.Workspace));
        var options = new ComparisonOptions
        {
            Folder = folder, Processes = context.Get(Processes) ?? 1,
            Worker = async (run, method, progress, token) =>
            {
                await emulator.StartAsync(token).ConfigureAwait(true);
                await train(run, method, progress, token).ConfigureAwait(true);
            },
        };
        await using var session = new QaaSession { IsEmulator = AzureSession.IsEmulatorFor(context) };
        var outcome = await Comparing.CompareAsync(session, recipe, options, context.Progress(), cancellationToken).ConfigureAwait(true);
        if (outcome is { Results: { } results, Comparison: { } comparison })
            context.Answer(results, ComparisonTable.Text(context, outcome.Folder, comparison));
        if (outcome.Failures.Count > 0)
            throw new TrainingsFailedException(
                $"{outcome.Failures.Count} of {recipe.Methods.Count * recipe.Comparison.Seeds.Count} trainings failed; 'qaa compare {outcome.Folder}' tries them again:{Environment.NewLine}"
                + string.Join(Environment.NewLine, outcome.Failures.Select(failure => FormattableString.Invariant($"  seed {failure.Seed}, {failure.Method}: {failure.Error.Message}"))),
                outcome.Failures.All(failure => failure.Error is ChildFailedException { ExitCode: ExitCode.UsersMistake }));
    }
}
