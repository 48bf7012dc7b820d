using System.CommandLine;
using QaaHybrid.Azure;
using QaaHybrid.Circuits;
using QaaHybrid.Cli.Commands.Circuits;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary><c>qaa jobs fetch</c>: the results of jobs, waiting where they have not ended.</summary>
internal static class JobsFetchCommand
{
    public static Command Create() => new Command("fetch", "results of jobs, from the journal's folder or from the workspace; waits where they have not ended") { JobsCommand.Ids, AzureOptions.Journal, AzureOptions.Workspace }
        .Does(async (context, cancellationToken) =>
        {
            var ids = JobsCommand.Named(context);
            if (Kept(context, ids) is { } kept)
            {
                Answer(context, kept);
                return;
            }
            await using var session = await AzureSession.OpenAsync(context, new JobRemarks(context), cancellationToken, JobsCommand.Folder(context)).ConfigureAwait(false);
            try
            {
                Answer(context, await Task.WhenAll(ids.Select(async id => (id, await ResultAsync(session, id, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false));
            }
            catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
            {
                throw JobsCommand.Interrupted(context, ids, error);
            }
        });

    // What lies in the folder needs no workspace.
    private static IReadOnlyList<(string Id, JobResult Result)>? Kept(CommandContext context, IReadOnlyList<string> ids)
    {
        var journal = new JobJournal(JobsCommand.Folder(context));
        var kept = ids.Select(id => (Id: id, Result: journal.Kept(id))).ToList();
        return kept.TrueForAll(entry => entry.Result is not null) ? [.. kept.Select(entry => (entry.Id, entry.Result!))] : null;
    }

    private static async Task<JobResult> ResultAsync(AzureSession session, string id, CancellationToken cancellationToken)
    {
        if (session.Jobs.Journal.Find(id) is not null)
            return await session.Jobs.FetchAsync(id, cancellationToken).ConfigureAwait(false);
        var job = await session.Workspace.WaitAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await session.Workspace.GetResultAsync(job, cancellationToken).ConfigureAwait(false);
    }

    private static void Answer(CommandContext context, IReadOnlyList<(string Id, JobResult Result)> results)
    {
        var read = results.Select(entry => (entry.Id, entry.Result, Read: AzureBackend.ResultOf(entry.Result))).ToList();
        object[] documents = [.. read.Select(entry => Document(entry.Id, entry.Result, entry.Read))];
        context.Answer(
            documents is [var only] && context.Get(JobsCommand.Ids) is { Length: 1 } ? only : new { jobs = documents },
            read.Count == 0 ? "nothing is left to fetch" : string.Join(Environment.NewLine + Environment.NewLine, read.Select(entry => $"job {entry.Id}{Environment.NewLine}{ResultText.Of(entry.Read)}")));
    }

    private static object Document(string id, JobResult result, BackendResult read) => new { job = id, shots = result.Shots, counts = read.Counts, z = read.Z, z_error = read.ZError };
}
