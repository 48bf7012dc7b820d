using System.CommandLine;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa pretrain RECIPE</c>: a base model from nothing.</summary>
internal static class PretrainCommand
{
    private static readonly Argument<string> RecipePath = new("RECIPE") { Description = "a pretraining recipe in YAML, e.g. experiments/recipes/wordnet-small.yaml" };
    private static readonly Option<string?> Out = new("--out") { Description = "the model's folder (default: models/NAME); one that this recipe was interrupted in is gone on with", HelpName = "DIR" };

    public static Command Create()
    {
        var command = new Command("pretrain", "train a base model from nothing") { RecipePath, RunArguments.Set, Out };
        return command.Does((context, cancellationToken) =>
        {
            var changes = (context.Get(RunArguments.Set) ?? [])
                .Concat(context.Seed is { } seed ? [FormattableString.Invariant($"seed={seed}")] : [])
                .Concat(context.Threads is { } threads ? [FormattableString.Invariant($"threads={threads}")] : []);
            var recipe = PretrainRecipeFile.Load(context.Get(RecipePath)!, changes);
            var folder = context.Get(Out) ?? Path.Combine("models", recipe.Name);
            var figures = Pretrainer.Run(recipe, folder, context.Progress(), Sources.Commit(), cancellationToken);
            context.Answer(new { model = folder, held_out_loss = figures.Losses, held_out_accuracy = figures.Accuracies }, $"model: {folder}");
            return Task.CompletedTask;
        });
    }
}
