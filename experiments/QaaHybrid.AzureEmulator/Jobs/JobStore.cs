namespace QaaHybrid.AzureEmulator;

/// <summary>All jobs and sessions. A change is on disk, where there is a folder for it, before anybody can see it. Safe to use from several threads.</summary>
internal sealed class JobStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, EmulatedJob> _jobs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, EmulatedSession> _sessions = new(StringComparer.OrdinalIgnoreCase);
    private readonly StateFolder? _folder;
    private int _last;

    /// <summary>Opens the store with what the folder holds.</summary>
    /// <param name="folder">Where it is kept; null keeps it in memory.</param>
    public JobStore(StateFolder? folder)
    {
        _folder = folder;
        foreach (var job in folder?.Jobs() ?? [])
            _jobs.Add(job.Id, job);
        foreach (var session in folder?.Sessions() ?? [])
            _sessions.Add(session.Id, session);
        _last = _jobs.Values.Select(job => job.Number).DefaultIfEmpty(0).Max();
    }

    /// <summary>The jobs, in the order of their creation.</summary>
    public IReadOnlyList<EmulatedJob> Jobs
    {
        get
        {
            lock (_lock)
                return [.. _jobs.Values.OrderBy(job => job.Number)];
        }
    }

    /// <summary>The sessions, in the order of their creation.</summary>
    public IReadOnlyList<EmulatedSession> Sessions
    {
        get
        {
            lock (_lock)
                return [.. _sessions.Values.OrderBy(session => session.CreationTime)];
        }
    }

    public EmulatedJob? Find(string id)
    {
        lock (_lock)
            return _jobs.GetValueOrDefault(id);
    }

    public EmulatedSession? FindSession(string id)
    {
        lock (_lock)
            return _sessions.GetValueOrDefault(id);
    }

    /// <summary>Keeps a job, or counts a repetition where the id is known already; tells which.</summary>
    public (EmulatedJob Job, bool IsNew) Put(EmulatedJob job)
    {
        lock (_lock)
        {
            if (_jobs.TryGetValue(job.Id, out var known))
            {
                var differs = (known.Target, known.Container, known.InputBlob, known.InputParams) != (job.Target, job.Container, job.InputBlob, job.InputParams);
                return (Keep(known with { Puts = known.Puts + 1, DifferingPuts = known.DifferingPuts + (differs ? 1 : 0) }), false);
            }
            return (Keep(job with { Number = ++_last }), true);
        }
    }

    /// <summary>Keeps a session, or leaves the one that has this id.</summary>
    public EmulatedSession Put(EmulatedSession session)
    {
        lock (_lock)
            return _sessions.TryGetValue(session.Id, out var known) ? known : Keep(session);
    }

    /// <summary>Changes a job; null where there is none of this id (any more).</summary>
    public EmulatedJob? Update(string id, Func<EmulatedJob, EmulatedJob> change)
    {
        lock (_lock)
            return !_jobs.TryGetValue(id, out var job) ? null : change(job) is var changed && changed == job ? job : Keep(changed);
    }

    /// <summary>Changes a session; null where there is none of this id.</summary>
    public EmulatedSession? UpdateSession(string id, Func<EmulatedSession, EmulatedSession> change)
    {
        lock (_lock)
            return _sessions.TryGetValue(id, out var session) ? Keep(change(session)) : null;
    }

    /// <summary>Forgets a job; false where there is none of this id.</summary>
    public bool Remove(string id)
    {
        lock (_lock)
        {
            _folder?.RemoveJob(id);
            return _jobs.Remove(id);
        }
    }

    private EmulatedJob Keep(EmulatedJob job)
    {
        _folder?.Write(job);
        return _jobs[job.Id] = job;
    }

    private EmulatedSession Keep(EmulatedSession session)
    {
        _folder?.Write(session);
        return _sessions[session.Id] = session;
    }
}
