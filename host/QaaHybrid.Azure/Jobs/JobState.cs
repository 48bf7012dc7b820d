namespace QaaHybrid.Azure;

/// <summary>
/// Where a job stands, in the service's own word. V1 workspaces say <c>Waiting</c> and <c>Succeeded</c> where V2 say <c>Queued</c> and
/// <c>Completed</c>. A word that is not known here is kept, and is not terminal.
/// </summary>
/// <param name="Text">The service's word.</param>
public readonly record struct JobState(string Text)
{
    /// <summary>In the queue (V1).</summary>
    public static readonly JobState Waiting = new("Waiting");

    /// <summary>In the queue (V2).</summary>
    public static readonly JobState Queued = new("Queued");

    /// <summary>Running; short runs are not always seen in this state.</summary>
    public static readonly JobState Executing = new("Executing");

    /// <summary>Its cancellation was asked for.</summary>
    public static readonly JobState CancellationRequested = new("CancellationRequested");

    /// <summary>It is being cancelled.</summary>
    public static readonly JobState Cancelling = new("Cancelling");

    /// <summary>It has run; results and costs are being written.</summary>
    public static readonly JobState Finishing = new("Finishing");

    /// <summary>Done (V1).</summary>
    public static readonly JobState Succeeded = new("Succeeded");

    /// <summary>Done (V2). Single shots may have failed nevertheless: <see cref="JobResult.FailedShots"/>.</summary>
    public static readonly JobState Completed = new("Completed");

    /// <summary>It failed; <see cref="Job.Error"/> says why.</summary>
    public static readonly JobState Failed = new("Failed");

    /// <summary>It was cancelled before it could end.</summary>
    public static readonly JobState Cancelled = new("Cancelled");

    /// <summary>Whether the state is final: Succeeded, Completed, Failed or Cancelled.</summary>
    public bool IsTerminal => IsGood || Is(Failed) || Is(Cancelled);

    /// <summary>Whether there is a result: Succeeded or Completed.</summary>
    public bool IsGood => Is(Succeeded) || Is(Completed);

    /// <summary>Whether it waits in a queue: Waiting or Queued.</summary>
    public bool IsWaiting => Is(Waiting) || Is(Queued);

    /// <summary>Whether both are the same word, in any case.</summary>
    public bool Equals(JobState other) => Is(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Text ?? "");

    /// <summary>The service's word.</summary>
    public override string ToString() => Text ?? "";

    private bool Is(JobState other) => string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);
}
