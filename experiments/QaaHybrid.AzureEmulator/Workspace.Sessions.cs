using System.Text.Json.Nodes;

namespace QaaHybrid.AzureEmulator;

internal sealed partial class Workspace
{
    private async Task<Answer> PutSessionAsync(WorkspaceCall call)
    {
        var body = await call.BodyAsync();
        var target = TargetOf(body.Required("providerId"), body.Required("target"));
        var policy = body.Text("jobFailurePolicy") ?? "Abort";
        if (policy is not ("Abort" or "Continue"))
            throw ServiceException.BadRequest($"The jobFailurePolicy is '{policy}', expected 'Abort' or 'Continue'.");
        var session = store.Put(new EmulatedSession
        {
            Id = call.Id, Name = body.Required("name"), ProviderId = target.ProviderId, Target = target.Id, FailurePolicy = policy,
            CreationTime = DateTimeOffset.UtcNow,
        });
        return Answer.Json(Document(session));
    }

    private Task<Answer> GetSessionAsync(WorkspaceCall call) => Task.FromResult(Answer.Json(Document(Session(call.Id))));

    private Task<Answer> ListSessionsAsync(WorkspaceCall call) => Task.FromResult(Answer.Json(ItemPage.Of(store.Sessions.Select(Row), call.Request)));

    private Task<Answer> ListSessionJobsAsync(WorkspaceCall call) =>
        Task.FromResult(Answer.Json(ItemPage.Of(JobsOf(Session(call.Id)).Select(job => Row(job, call)), call.Request)));

    private Task<Answer> ListTopLevelAsync(WorkspaceCall call) => Task.FromResult(Answer.Json(ItemPage.Of(
        store.Jobs.Where(job => job.SessionId is null).Select(job => Row(job, call)).Concat(store.Sessions.Select(Row)).OrderBy(item => item.CreationTime),
        call.Request)));

    private Task<Answer> CloseSessionAsync(WorkspaceCall call)
    {
        var session = store.UpdateSession(call.Id, session => session with { CloseTime = session.CloseTime ?? DateTimeOffset.UtcNow });
        return Task.FromResult(Answer.Json(Document(session ?? throw ServiceException.NotFound("session", call.Id))));
    }

    // Checked for new jobs only: the repetition of a PUT that has taken effect is no new job.
    private string? SessionOf(string? id, string job)
    {
        if (id is null)
            return null;
        var session = Guid.TryParse(id, out var guid) ? Session(guid.ToString("D")) : throw ServiceException.BadRequest($"The sessionId '{id}' is no GUID.");
        if (store.Find(job) is null && (session.CloseTime is not null || SessionStatus.IsTerminal(StatusOf(session))))
            throw new ServiceException(
                400, ServiceException.InvalidJobDefinition,
                "Session is already in a terminal state. This may have been due to failures in prior jobs in the session.");
        return session.Id;
    }

    private EmulatedSession Session(string id) => store.FindSession(id) ?? throw ServiceException.NotFound("session", id);

    private EmulatedJob[] JobsOf(EmulatedSession session) => [.. store.Jobs.Where(job => job.SessionId == session.Id)];

    private string StatusOf(EmulatedSession session) => SessionStatus.Of(session, JobsOf(session), DateTimeOffset.UtcNow);

    private ListedItem Row(EmulatedSession session) => new(
        session.Name, "Session", "Unknown", session.ProviderId, session.Target, StatusOf(session), session.CreationTime, () => Document(session));

    private JsonObject Document(EmulatedSession session)
    {
        var jobs = JobsOf(session);
        var status = StatusOf(session);
        return new JsonObject
        {
            ["id"] = session.Id,
            ["name"] = session.Name,
            ["providerId"] = session.ProviderId,
            ["target"] = session.Target,
            ["jobFailurePolicy"] = session.FailurePolicy,
            ["status"] = status,
            ["creationTime"] = JobDocument.Time(session.CreationTime),
            ["beginExecutionTime"] = JobDocument.Time(jobs.Min(job => job.BeginExecutionTime)),
            ["endExecutionTime"] = SessionStatus.IsTerminal(status) ? JobDocument.Time(jobs.Max(job => job.EndExecutionTime) ?? session.CloseTime) : null,
            ["costEstimate"] = null,
            ["itemType"] = "Session",
        };
    }
}
