using System.CommandLine;
using QaaHybrid.Cli.Commands.Azure;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa resume RUN</c>.</summary>
internal static class ResumeCommand
{
    private static readonly Argument<string> Run = new("RUN") { Description = "the run's folder" };

    public static Command Create() => new Command("resume", "go on with a run that was interrupted or killed")
    {
        Run, AzureOptions.Workspace, AzureOptions.Budget, AzureOptions.AcceptUnknownPrice,
    }.Does(async (context, cancellationToken) =>
    {
        await using var session = new QaaSession { OpenJobs = AzureSession.ForRecipes(context) };
        if (TrainBackendOptions.Spending(context, context.Get(AzureOptions.Budget)).ToList() is { Count: > 0 } changes)
            FineTuning.ChangeSpending(session, context.Get(Run)!, changes);
        RunArguments.Answer(context, await FineTuning.ResumeAsync(session, context.Get(Run)!, context.Progress(), cancellationToken).ConfigureAwait(true));
    });
}
