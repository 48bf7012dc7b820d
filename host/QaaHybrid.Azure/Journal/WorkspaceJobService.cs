namespace QaaHybrid.Azure;

/// <summary>A real workspace as a journal sees it.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="wait">How jobs are waited for.</param>
internal sealed class WorkspaceJobService(QuantumWorkspace workspace, WaitOptions? wait) : IJobService
{
    public string Workspace => workspace.Connection.Path;

    public bool IsEmulated => workspace.Connection.Endpoint.IsLoopback;

    public Task<Job> SubmitAsync(JobRequest request, CancellationToken cancellationToken) => workspace.SubmitAsync(request, cancellationToken);

    public Task<Job?> FindAsync(string id, CancellationToken cancellationToken) => workspace.FindJobAsync(id, cancellationToken);

    public Task<Job> WaitAsync(string id, CancellationToken cancellationToken) => workspace.WaitAsync(id, wait, cancellationToken: cancellationToken);

    public Task<Job> CancelAsync(string id, CancellationToken cancellationToken) => workspace.CancelJobAsync(id, cancellationToken);

    public Task<JobResult> ResultAsync(Job job, CancellationToken cancellationToken) => workspace.GetResultAsync(job, cancellationToken);
}
