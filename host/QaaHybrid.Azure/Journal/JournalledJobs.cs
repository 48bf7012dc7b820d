namespace QaaHybrid.Azure;

/// <summary>
/// Jobs that survive the process that sends them. Every step is in the journal before the next one is taken; the next process finds and does:
/// <code>
/// planned, unknown to the service     the last one died before or while sending     sends it, under the same id
/// planned, known to the service       it died before it was answered                goes on as if it had been
/// submitted                           it died while waiting                         waits
/// ended                               it died while fetching                        fetches
/// fetched                             nothing is left to do                         reads the run's folder
/// </code>
/// The id of a job is chosen here, and submitting twice under one id makes one job: whatever happens, a key has at most one job that is not known to have
/// failed.
/// </summary>
public sealed partial class JournalledJobs
{
    private readonly IJobService _service;

    /// <summary>Jobs of a workspace, with a journal.</summary>
    /// <param name="journal">The run's journal.</param>
    /// <param name="workspace">Where jobs are sent.</param>
    /// <param name="wait">How they are waited for.</param>
    public JournalledJobs(JobJournal journal, QuantumWorkspace workspace, WaitOptions? wait = null)
        : this(journal, new WorkspaceJobService(workspace, wait))
    {
    }

    internal JournalledJobs(JobJournal journal, IJobService service)
    {
        ArgumentNullException.ThrowIfNull(journal);
        Journal = journal;
        _service = service;
    }

    /// <summary>The journal.</summary>
    public JobJournal Journal { get; }

    /// <summary>Resource path of the workspace.</summary>
    public string Workspace => _service.Workspace;

    /// <summary>Whether the workspace is on this machine, where none of Azure's is: an emulator, which charges nothing.</summary>
    public bool IsEmulated => _service.IsEmulated;

    /// <summary>Whether jobs that the service no longer knows are sent again: for an emulator, which forgets them and charges nothing.</summary>
    public bool SendsForgottenAgain { get; init; }

    /// <summary>Is told about every job that is asked for, as it stands, and about its further steps, on the thread that takes them.</summary>
    public IProgress<JournalEntry>? Progress { get; init; }

    /// <summary>Submits, waits and fetches. Asked again with the same key, by this process or a later one, it gives the result of the same job.</summary>
    /// <param name="request">What to submit; its id is replaced by the journal's.</param>
    /// <param name="key">What it is found again by: <see cref="JobKey.Of"/>.</param>
    /// <param name="price">What is reserved for it.</param>
    /// <param name="cancellationToken">Ends the wait; the job goes on, and the journal knows it.</param>
    /// <exception cref="QuantumServiceException">The service refused the job, or it failed or was cancelled.</exception>
    public async Task<JobResult> RunAsync(JobRequest request, string key, ReservedPrice? price = null, CancellationToken cancellationToken = default)
    {
        var entry = await SubmitAsync(request, key, price, cancellationToken).ConfigureAwait(false);
        return await FetchAsync(entry.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Submits, unless the key has a job already, and does not wait.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<JournalEntry> SubmitAsync(JobRequest request, string key, ReservedPrice? price = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var (entry, isNew) = Journal.Plan(request, key, Workspace, price);
        Report(entry);
        return entry.Step == JobStep.Planned ? await SendAsync(request with { Id = entry.Id }, isNew, cancellationToken).ConfigureAwait(false) : entry;
    }

    /// <summary>Waits until a job has ended, well or not; one that was left behind unsent is sent.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Ends the wait; the job goes on.</param>
    /// <exception cref="QuantumServiceException">The journal or the service does not know the job, or it was refused.</exception>
    public async Task<JournalEntry> WaitAsync(string id, CancellationToken cancellationToken = default)
    {
        var entry = await SentAsync(id, cancellationToken).ConfigureAwait(false);
        if (entry.Step == JobStep.Submitted)
            await EndAsync(entry, cancellationToken).ConfigureAwait(false);
        return Journal.Find(id)!;
    }

    /// <summary>The result of a job: from the run's folder, else from the service, which is waited for.</summary>
    /// <inheritdoc cref="WaitAsync"/>
    /// <exception cref="QuantumServiceException">The journal or the service does not know the job, or it was refused, failed or was cancelled.</exception>
    public async Task<JobResult> FetchAsync(string id, CancellationToken cancellationToken = default)
    {
        var entry = await SentAsync(id, cancellationToken).ConfigureAwait(false);
        if (Journal.Kept(id) is { } kept)
            return kept;
        if (entry.IsLost)
            throw new QuantumServiceException(0, "JobFailed", $"job {id} ended as {entry.State}: {entry.Message}");
        var job = await EndAsync(entry, cancellationToken).ConfigureAwait(false);
        // Of a job that failed it throws what the service says about it.
        var result = await _service.ResultAsync(job, cancellationToken).ConfigureAwait(false);
        Report(Journal.Keep(id, result));
        return result;
    }

    /// <summary>Cancels a job; one that the service does not have is struck off, so that its key may be sent anew.</summary>
    /// <inheritdoc cref="WaitAsync"/>
    /// <returns>The job as it is then: services take their time to cancel, and one that has ended stays as it ended.</returns>
    public async Task<JournalEntry> CancelAsync(string id, CancellationToken cancellationToken = default)
    {
        var entry = Entry(id);
        if (!entry.IsOpen)
            return entry;
        if (await _service.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } job)
            return Note(job.State.IsTerminal ? job : await _service.CancelAsync(id, cancellationToken).ConfigureAwait(false));
        return Report(Journal.Note(id, JournalEvent.Ended, "Cancelled", entry.Step == JobStep.Planned ? "struck off before it was sent" : "the service no longer had it"));
    }

    /// <summary>Writes down how a job of the journal has ended and what it was charged, where that is news: a service may tell the charge later than the end.</summary>
    /// <param name="job">What the service says about it; one of another journal changes nothing.</param>
    public void Learn(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.State.IsTerminal && Journal.Find(job.Id) is { } entry && entry.Workspace == Workspace
            && (entry.Step is JobStep.Planned or JobStep.Submitted || entry is { IsCharged: true, Charge: null } && job.Charge is not null))
            Note(job);
    }

    /// <summary>Asks the service about every job that has not ended, and writes down what it says; sends nothing.</summary>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task UpdateAsync(CancellationToken cancellationToken = default)
    {
        Journal.Refresh();
        foreach (var entry in Journal.Entries.Where(entry => entry.Workspace == Workspace && entry.Step is JobStep.Planned or JobStep.Submitted))
            if (await _service.FindAsync(entry.Id, cancellationToken).ConfigureAwait(false) is { } job)
                Note(job);
    }
}
