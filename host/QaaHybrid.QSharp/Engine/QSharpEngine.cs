using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.QSharp;

/// <summary>
/// Microsoft's Q# compiler and simulator in a Node side process, spoken to in JSON lines. The process starts at the first call and is
/// started again if it dies; calls may overlap. Where a project folder is asked for, null is the library that ships with QaaHybrid.
/// </summary>
public sealed partial class QSharpEngine : IAsyncDisposable
{
    private readonly QSharpEngineOptions _options;
    private readonly SemaphoreSlim _starting = new(1, 1);
    private Session? _session;
    private long _lastId;

    /// <summary>Makes an engine; nothing is started yet.</summary>
    /// <param name="options">How it is run; null takes the defaults.</param>
    /// <exception cref="QSharpException">The Q# library is not there.</exception>
    public QSharpEngine(QSharpEngineOptions? options = null)
    {
        _options = options ?? new QSharpEngineOptions();
        Library = _options.Library ?? QSharpLibrary.Find();
    }

    /// <summary>The shipped library and the engine beside it.</summary>
    public QSharpLibrary Library { get; }

    /// <summary>How long a call may take where nothing else is said.</summary>
    public TimeSpan TimeLimit => _options.TimeLimit;

    /// <summary>Whether the Node process was started and has not ended.</summary>
    public bool IsRunning => _session is { Ended: false };

    /// <summary>Ends the process. Calls that are under way fail.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        _starting.Dispose();
    }

    /// <summary>Sends one request and waits for its answer.</summary>
    private async Task<JsonElement> CallAsync(string operation, JsonObject arguments, TimeSpan? timeLimit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var session = await StartedAsync(cancellationToken);
        var id = Interlocked.Increment(ref _lastId);
        var answer = session.Expect(id);
        var limit = timeLimit ?? _options.TimeLimit;
        var request = new JsonObject { ["id"] = id, ["op"] = operation, ["args"] = arguments };
        if (limit != Timeout.InfiniteTimeSpan)
            request["timeoutMs"] = Math.Min(limit.TotalMilliseconds, int.MaxValue);
        await session.SendAsync(request);
        // Not before: the engine would take a cancellation of what it has not seen for a mistake.
        await using var registration = cancellationToken.Register(() => session.Cancel(id));
        try
        {
            return await answer;
        }
        catch (QSharpException e) when (e.Failure == QSharpFailure.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (QSharpException e) when (e.Failure == QSharpFailure.Timeout)
        {
            throw new QSharpException(
                QSharpFailure.Timeout,
                $"the Q# engine gave no answer within {limit.TotalSeconds:0.#} s: an endless loop, or a program that needs more time");
        }
    }

    private async Task<Session> StartedAsync(CancellationToken cancellationToken)
    {
        if (_session is { Ended: false } running)
            return running;
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_session is { Ended: true } ended)
                await ended.DisposeAsync();
            if (_session is not { Ended: false })
                _session = new Session(EngineProcess.Start(_options, Library));
            return _session;
        }
        finally
        {
            _starting.Release();
        }
    }
}
