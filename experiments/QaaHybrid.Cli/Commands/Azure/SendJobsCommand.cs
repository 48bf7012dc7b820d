using System.CommandLine;
using QaaHybrid.Azure;
using QaaHybrid.Benchmarks;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary>
/// <c>qaa send-jobs DIR --batch N</c>: a process that 'bench jobs' kills. It says a line when the journal is open, sends a batch to the workspace that the
/// environment names, and ends with its standard input: so it does not outlive the process that started it.
/// </summary>
internal static class SendJobsCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "the folder of the journal" };
    private static readonly Option<int> Batch = new("--batch") { Description = "which batch", Required = true };

    public static Command Create() => new Command("send-jobs", "send a batch of small jobs; what 'bench jobs' kills") { Folder, Batch }.Hide().Does(async (context, cancellationToken) =>
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        StandardInput.AtEnd(stop);
        var workspace = new QuantumWorkspace(WorkspaceConnection.FromEnvironment() ?? throw new UsageException("AZURE_QUANTUM_CONNECTION_STRING is not set"), JobBatch.Patience);
        var journal = new JobJournal(context.Get(Folder)!);
        Console.Out.WriteLine("the journal is open");
        await JobBatch.SendAsync(journal, workspace, context.Get(Batch), stop.Token).ConfigureAwait(false);
    });
}
