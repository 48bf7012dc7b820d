using System.CommandLine;
using QaaHybrid.Azure;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary><c>qaa jobs wait</c>: until jobs have ended; what was left behind unsent is sent.</summary>
internal static class JobsWaitCommand
{
    public static Command Create() => new Command("wait", "wait until jobs have ended; those that a dead process left unsent are sent") { JobsCommand.Ids, AzureOptions.Journal, AzureOptions.Workspace }
        .Does(async (context, cancellationToken) =>
        {
            var ids = JobsCommand.Named(context);
            await using var session = await AzureSession.OpenAsync(context, new JobRemarks(context), cancellationToken, JobsCommand.Folder(context)).ConfigureAwait(false);
            var journal = session.Jobs.Journal;
            try
            {
                var rows = await Task.WhenAll(ids.Select(async id => journal.Find(id) is not null
                    ? JobRow.Of(await session.Jobs.WaitAsync(id, cancellationToken).ConfigureAwait(false))
                    : JobRow.Of(await session.Workspace.WaitAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false), session))).ConfigureAwait(false);
                context.Answer(new { jobs = rows }, JobRow.Table(rows, "nothing is left to wait for"));
            }
            catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
            {
                throw JobsCommand.Interrupted(context, ids, error);
            }
        });
}
