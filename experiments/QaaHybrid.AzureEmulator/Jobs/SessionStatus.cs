namespace QaaHybrid.AzureEmulator;

/// <summary>Where a session stands, which follows from its jobs and the clock.</summary>
internal static class SessionStatus
{
    public const string Waiting = "Waiting";
    public const string Executing = "Executing";
    public const string Succeeded = "Succeeded";
    public const string Failed = "Failed";
    public const string TimedOut = "TimedOut";

    // A session ends where no job came for ten minutes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static string Of(EmulatedSession session, IReadOnlyCollection<EmulatedJob> jobs, DateTimeOffset now)
    {
        var open = jobs.Any(job => !job.HasEnded);
        if (session.FailurePolicy == "Abort" && jobs.Any(job => job.Status == JobStatus.Failed))
            return Failed;
        if (session.CloseTime is not null)
            return open ? Executing : jobs.Any(job => job.Status == JobStatus.Failed) ? Failed : Succeeded;
        var last = jobs.Select(job => job.EndExecutionTime ?? job.CreationTime).DefaultIfEmpty(session.CreationTime).Max();
        return !open && now - last > Patience ? TimedOut : jobs.Count == 0 ? Waiting : Executing;
    }

    public static bool IsTerminal(string status) => status is Succeeded or Failed or TimedOut;
}
