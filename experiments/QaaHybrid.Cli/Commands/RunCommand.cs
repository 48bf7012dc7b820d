using System.CommandLine;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa run</c>: the default recipe.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var command = new Command("run", "fine-tune the shipped base model on word definitions with every method of the default recipe");
        RunArguments.AddTo(command);
        return command.Does((context, cancellationToken) => RunArguments.TrainAsync(context, Places.DefaultRecipe, cancellationToken));
    }
}
