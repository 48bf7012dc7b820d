using System.Runtime.CompilerServices;
using Azure.Core;

namespace QaaHybrid.Azure;

/// <summary>An entry of <see cref="QuantumWorkspace.ListItemsAsync"/>: one of the two is null.</summary>
/// <param name="Job">A job that belongs to no session.</param>
/// <param name="Session">A session.</param>
public sealed record WorkspaceItem(Job? Job, Session? Session);

public sealed partial class QuantumWorkspace
{
    /// <summary>Opens a session; jobs join it by <see cref="JobRequest.SessionId"/>. Opened twice under one id, it is one session.</summary>
    public Task<Session> OpenSessionAsync(SessionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SessionAsync(RequestMethod.Put, request.Id, "", "open", request, cancellationToken);
    }

    /// <summary>A session as it stands.</summary>
    public Task<Session> GetSessionAsync(string id, CancellationToken cancellationToken = default) =>
        SessionAsync(RequestMethod.Get, id, "", "get", null, cancellationToken);

    /// <summary>Closes a session: it takes no more jobs. It mostly goes on until those it has have ended.</summary>
    /// <param name="id">The session.</param>
    /// <param name="wait">How to wait for its end; null does not wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The session as it stands after that.</returns>
    /// <exception cref="JobWaitTimeoutException">The time is up; the session goes on to its end.</exception>
    public async Task<Session> CloseSessionAsync(string id, WaitOptions? wait = null, CancellationToken cancellationToken = default)
    {
        var closed = await SessionAsync(RequestMethod.Post, id, ":close", "close", null, cancellationToken).ConfigureAwait(false);
        return wait is null || closed.State.IsTerminal ? closed
            : await PollAsync(id, token => GetSessionAsync(id, token), session => session.State.Text, session => session.State.IsTerminal,
                wait, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The workspace's sessions, page after page.</summary>
    public async IAsyncEnumerable<Session> ListSessionsAsync(
        JobFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = new ServiceCall(RequestMethod.Get, "/sessions", "list sessions") { Query = (filter ?? new JobFilter()).Query() };
        await foreach (var item in ListAsync(call, cancellationToken).ConfigureAwait(false))
            yield return Session.Read(item);
    }

    /// <summary>The jobs of a session, page after page.</summary>
    public async IAsyncEnumerable<Job> ListSessionJobsAsync(
        string id, JobFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = new ServiceCall(RequestMethod.Get, $"/sessions/{Checked(id)}/jobs", $"list the jobs of session {id}")
        {
            Query = (filter ?? new JobFilter()).Query(),
        };
        await foreach (var item in ListAsync(call, cancellationToken).ConfigureAwait(false))
            yield return Job.Read(item);
    }

    /// <summary>Sessions, and jobs that belong to none, page after page.</summary>
    public async IAsyncEnumerable<WorkspaceItem> ListItemsAsync(
        JobFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = new ServiceCall(RequestMethod.Get, "/topLevelItems", "list jobs and sessions") { Query = (filter ?? new JobFilter()).Query() };
        await foreach (var item in ListAsync(call, cancellationToken).ConfigureAwait(false))
            yield return item.Text("itemType") == "Session" ? new(null, Session.Read(item)) : new(Job.Read(item), null);
    }

    private async Task<Session> SessionAsync(
        RequestMethod method, string id, string action, string verb, SessionRequest? request, CancellationToken cancellationToken)
    {
        var call = new ServiceCall(method, $"/sessions/{Checked(id)}{action}", $"{verb} session {id}", request?.Body());
        var answer = await service.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.Content.ToMemory().IsEmpty && method != RequestMethod.Get
            ? await GetSessionAsync(id, cancellationToken).ConfigureAwait(false)
            : Session.Read(answer.Json, id);
    }
}
