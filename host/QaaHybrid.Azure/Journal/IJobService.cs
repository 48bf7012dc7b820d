namespace QaaHybrid.Azure;

/// <summary>What a journal needs of a workspace.</summary>
internal interface IJobService
{
    /// <summary>Resource path of the workspace.</summary>
    string Workspace { get; }

    /// <summary>Whether it is on this machine, where none of Azure's is.</summary>
    bool IsEmulated { get; }

    /// <summary>Submits; a repeat with the same id makes no second job.</summary>
    Task<Job> SubmitAsync(JobRequest request, CancellationToken cancellationToken);

    /// <summary>A job, or null where the service knows none of that id.</summary>
    Task<Job?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Waits until a job has ended.</summary>
    Task<Job> WaitAsync(string id, CancellationToken cancellationToken);

    /// <summary>Asks for a job to be cancelled.</summary>
    Task<Job> CancelAsync(string id, CancellationToken cancellationToken);

    /// <summary>The result of a job that has ended.</summary>
    Task<JobResult> ResultAsync(Job job, CancellationToken cancellationToken);
}
