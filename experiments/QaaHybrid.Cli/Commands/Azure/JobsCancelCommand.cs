using System.CommandLine;
using QaaHybrid.Azure;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary><c>qaa jobs cancel</c>: asks the service to cancel jobs, and strikes off what it does not have.</summary>
internal static class JobsCancelCommand
{
    private static readonly Option<bool> All = new("--all") { Description = "all jobs of the journal that are not finished" };

    public static Command Create() => new Command("cancel", "cancel jobs; what the service does not have is struck off, so that it can be sent anew") { JobsCommand.Ids, All, AzureOptions.Journal, AzureOptions.Workspace }
        .Does(async (context, cancellationToken) =>
        {
            if (context.Get(JobsCommand.Ids) is { Length: > 0 } == context.Get(All))
                throw new UsageException("name the jobs to cancel by their ids, or take all that are not finished with --all");
            var ids = JobsCommand.Named(context);
            await using var session = await AzureSession.OpenAsync(context, new JobRemarks(context), cancellationToken, JobsCommand.Folder(context)).ConfigureAwait(false);
            var journal = session.Jobs.Journal;
            var rows = new List<JobRow>();
            foreach (var id in ids)
            {
                if (journal.Find(id) is { IsOpen: false } ended)
                    context.Say($"job {id} is {(ended.Step == JobStep.Refused ? "refused" : ended.State)} already: there is nothing to cancel");
                rows.Add(journal.Find(id) is not null
                    ? JobRow.Of(await session.Jobs.CancelAsync(id, cancellationToken).ConfigureAwait(false))
                    : JobRow.Of(await session.Workspace.CancelJobAsync(id, cancellationToken).ConfigureAwait(false), session));
            }
            context.Answer(new { jobs = rows }, JobRow.Table(rows, "nothing is left to cancel"));
        });
}
