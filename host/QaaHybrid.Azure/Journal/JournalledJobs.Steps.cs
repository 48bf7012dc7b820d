namespace QaaHybrid.Azure;

/// <summary>The single steps, each ready to be taken again by a process that does not know whether it was.</summary>
public sealed partial class JournalledJobs
{
    private JournalEntry Entry(string id)
    {
        Journal.Refresh();
        var entry = Journal.Find(id) ?? throw new QuantumServiceException(0, "UnknownJob", $"{Journal.File}: there is no job {id}");
        return entry.Workspace == Workspace ? entry : throw new QuantumServiceException(
            0, "OtherWorkspace", $"job {id} belongs to the workspace {entry.Workspace}; this is {Workspace}: name that one");
    }

    // The job at the service: one that was left behind unsent is sent from its file.
    private async Task<JournalEntry> SentAsync(string id, CancellationToken cancellationToken)
    {
        var entry = Entry(id);
        return entry.Step switch
        {
            JobStep.Planned => await SendAsync(Journal.Request(entry), isNew: false, cancellationToken).ConfigureAwait(false),
            JobStep.Refused => throw new QuantumServiceException(0, "JobRefused", $"job {id} was refused: {entry.Message}"),
            _ => entry,
        };
    }

    private async Task<JournalEntry> SendAsync(JobRequest request, bool isNew, CancellationToken cancellationToken)
    {
        if (!isNew && await _service.FindAsync(request.Id, cancellationToken).ConfigureAwait(false) is { } known)
            return Note(known);
        try
        {
            return Note(await _service.SubmitAsync(request, cancellationToken).ConfigureAwait(false));
        }
        catch (QuantumServiceException error) when (error is { Status: >= 400 and < 500, IsTransient: false })
        {
            // A repeat within the call may be refused though its first try got through: the service is asked before it is written down.
            if (await MadeAfterAllAsync(request.Id, cancellationToken).ConfigureAwait(false) is { } made)
                return Note(made);
            Report(Journal.Note(request.Id, JournalEvent.Refused, message: error.Message));
            throw;
        }
    }

    private async Task<Job?> MadeAfterAllAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await _service.FindAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (QuantumServiceException error) when (error.Status is 401 or 403)
        {
            // Who may not look may not submit either. Should the service have it all the same, the next try finds it: the id stays.
            return null;
        }
    }

    private async Task<Job> EndAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        Job job;
        try
        {
            job = await _service.WaitAsync(entry.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (QuantumServiceException error) when (error.Status == 404)
        {
            if (!SendsForgottenAgain)
                throw Forgotten(entry, error);
            await _service.SubmitAsync(Journal.Request(entry), cancellationToken).ConfigureAwait(false);
            job = await _service.WaitAsync(entry.Id, cancellationToken).ConfigureAwait(false);
        }
        Learn(job);
        return job;
    }

    private static QuantumServiceException Forgotten(JournalEntry entry, QuantumServiceException error) => new(
        404, "JobForgotten",
        $"job {entry.Id} was sent at {entry.PlannedAt:u}, and the service no longer has it: it was deleted, or its time is over. It may have been charged. " +
        $"'qaa jobs cancel {entry.Id}' strikes it off, so that it can be sent anew", error.RequestId, error);

    private JournalEntry Note(Job job) => Report(job.State.IsTerminal
        ? Journal.Note(job.Id, JournalEvent.Ended, job.State.Text, job.State.IsGood ? null : Failure(job), job.Charge)
        : Journal.Note(job.Id, JournalEvent.Submitted, job.State.Text));

    private static string Failure(Job job) => job.Error?.ToString() ?? (job.State == JobState.Cancelled ? "cancelled" : $"the service says {job.State.Text} and gives no reason");

    private JournalEntry Report(JournalEntry entry)
    {
        Progress?.Report(entry);
        return entry;
    }
}
