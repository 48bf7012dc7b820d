using System.CommandLine;
using QaaHybrid.Azure;
using QaaHybrid.Cli.Commands.Azure;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary>
/// <c>qaa train-method RUN --method NAME</c>: one training of a comparison, as a process of its own. It says on standard output how far it is (see <see cref="ProgressLines"/>),
/// and ends with a checkpoint when its standard input does: so it does not outlive the process that started it.
/// </summary>
internal static class TrainMethodCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly Argument<string> Run = new("RUN") { Description = "the run's folder" };
    private static readonly Option<string> Method = new("--method") { Description = "the method", Required = true, HelpName = "NAME" };

    public static Command Create() => new Command("train-method", "train one method of a run; what 'compare' starts") { Run, Method, AzureOptions.Workspace }.Hide().Does(async (context, cancellationToken) =>
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        StandardInput.AtEnd(stop);
        var (run, method) = (RunFolder.Open(context.Get(Run)!), context.Get(Method)!);
        await WaitForOthersAsync(run, stop.Token).ConfigureAwait(true);
        await using var session = new QaaSession { OpenJobs = AzureSession.ForRecipes(context) };
        try
        {
            await Comparing.TrainMethodAsync(session, run, method, new ProgressLines(Console.Out), stop.Token).ConfigureAwait(true);
        }
        catch (BudgetExceededException error) when (ComparisonFolder.Of(run.Method(method).Path) is { } comparison)
        {
            throw new UsageException($"{error.Message}; 'qaa compare {comparison.Path} --budget SUM' goes on with another one, in which all jobs so far count");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Nobody waits for it any more, and the checkpoint is written.
        }
    });

    /// <summary>A training whose parent was killed a moment ago may still be writing its checkpoint.</summary>
    private static async Task WaitForOthersAsync(RunFolder run, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
            try
            {
                run.Lock().Dispose();
                return;
            }
            catch (FolderInUseException) when (TimeProvider.System.GetElapsedTime(begun) < Patience)
            {
                await Task.Delay(100, cancellationToken).ConfigureAwait(true);
            }
    }
}
