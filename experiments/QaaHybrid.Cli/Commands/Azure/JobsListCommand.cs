using System.CommandLine;
using QaaHybrid.Azure;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary><c>qaa jobs list</c>: offline what the journal knows, with <c>--workspace</c> what the workspace has.</summary>
internal static class JobsListCommand
{
    private static readonly Option<int?> Top = new Option<int?>("--top") { Description = "of a workspace, at most this many, the newest first (default: 100)", HelpName = "N" }.AtLeast(1);

    public static Command Create() => new Command("list", "jobs of the journal as it knows them, or with --workspace all jobs of the workspace") { AzureOptions.Journal, AzureOptions.Workspace, Top }
        .Does(async (context, cancellationToken) =>
        {
            var rows = context.Get(AzureOptions.Workspace) is null
                ? [.. JobsCommand.Journal(context).Entries.Select(JobRow.Of)]
                : await OfWorkspaceAsync(context, cancellationToken).ConfigureAwait(false);
            context.Answer(new { journal = context.Get(AzureOptions.Journal), jobs = rows }, JobRow.Table(rows, "no jobs"));
        });

    private static async Task<List<JobRow>> OfWorkspaceAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var session = await AzureSession.OpenAsync(context, null, cancellationToken, JobsCommand.Folder(context)).ConfigureAwait(false);
        var rows = new List<JobRow>();
        await foreach (var job in session.Workspace.ListJobsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            // What the service says now is in the journal from here on.
            session.Jobs.Learn(job);
            rows.Add(JobRow.Of(job, session));
            if (rows.Count >= (context.Get(Top) ?? 100))
                break;
        }
        return rows;
    }
}
