using System.CommandLine;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa train RECIPE</c>.</summary>
internal static class TrainCommand
{
    private static readonly Argument<string> RecipePath = new("RECIPE") { Description = "a recipe in YAML; experiments/recipes has some" };

    public static Command Create()
    {
        var command = new Command("train", "fine-tune by a recipe") { RecipePath };
        RunArguments.AddTo(command);
        return command.Does((context, cancellationToken) => RunArguments.TrainAsync(context, context.Get(RecipePath)!, cancellationToken));
    }
}
