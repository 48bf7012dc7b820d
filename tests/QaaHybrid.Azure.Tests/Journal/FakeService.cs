namespace QaaHybrid.Azure.Tests.Journal;

/// <summary>
/// A service in memory that outlives the processes that speak to it. Like the real one it makes one job of any number of submissions under one id. Before and
/// after everything that it does a test may interfere.
/// </summary>
internal sealed class FakeService : IJobService
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Job> _jobs = [];

    public string Workspace { get; init; } = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Quantum/workspaces/w";

    public bool IsEmulated => false;

    /// <summary>What jobs that have ended are said to have cost; null says nothing.</summary>
    public CostEstimate? Cost { get; set; }

    /// <summary>Is called at every point with its name, e.g. <c>submit: before</c>; what it throws reaches the caller.</summary>
    public Action<string> At { get; set; } = _ => { };

    /// <summary>How jobs end.</summary>
    public string EndState { get; set; } = "Succeeded";

    /// <summary>Whether waiting never ends by itself.</summary>
    public bool Hangs { get; set; }

    /// <summary>How often the calls were made, by name.</summary>
    public Dictionary<string, int> Calls { get; } = [];

    public IReadOnlyCollection<Job> Jobs
    {
        get
        {
            lock (_gate)
                return [.. _jobs.Values];
        }
    }

    public void Forget(string id) => _jobs.Remove(id);

    public Task<Job> SubmitAsync(JobRequest request, CancellationToken cancellationToken) =>
        Step("submit", () => _jobs.TryGetValue(request.Id, out var known) ? known : _jobs[request.Id] = Make(request, "Waiting"));

    public Task<Job?> FindAsync(string id, CancellationToken cancellationToken) => Step("find", () => _jobs.GetValueOrDefault(id));

    public async Task<Job> WaitAsync(string id, CancellationToken cancellationToken)
    {
        if (Hangs)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        return await Step("wait", () => _jobs.TryGetValue(id, out var job)
            ? _jobs[id] = job.State.IsTerminal ? job : In(job, EndState)
            : throw new QuantumServiceException(404, "NotFound", $"there is no job {id}"));
    }

    public Task<Job> CancelAsync(string id, CancellationToken cancellationToken) => Step("cancel", () => _jobs[id] = In(_jobs[id], "Cancelled"));

    public Task<JobResult> ResultAsync(Job job, CancellationToken cancellationToken) => Step("result", () => job.State.IsGood
        ? Result("01", 100)
        : throw new QuantumServiceException(0, job.Error?.Code ?? job.State.Text, $"job {job.Id} ended as {job.State.Text}"));

    public static JobResult Result(string bits, long count) => new(new Dictionary<string, long> { [bits] = count }, count);

    private Job In(Job job, string state) => job with { State = new JobState(state), Cost = Cost, Error = state == "Failed" ? new JobError("InternalError", "the fake failed") : null };

    private static Job Make(JobRequest request, string state) => new(request.Id, request.Name, request.Target, "ionq", new JobState(state));

    private Task<T> Step<T>(string name, Func<T> act)
    {
        lock (_gate)
        {
            Calls[name] = Calls.GetValueOrDefault(name) + 1;
            At($"{name}: before");
            var result = act();
            At($"{name}: after");
            return Task.FromResult(result);
        }
    }
}
