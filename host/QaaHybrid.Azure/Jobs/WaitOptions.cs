namespace QaaHybrid.Azure;

/// <summary>How a wait asks: first soon, then ever more rarely.</summary>
public sealed record WaitOptions
{
    /// <summary>How long to wait in all; null waits until the job has ended.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The first pause between two questions.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>By what each pause is longer than the one before.</summary>
    public double Growth { get; init; } = 1.5;

    /// <summary>The longest pause.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// For how long questions may fail in a row, after their repetitions, with errors that pass (<see cref="QuantumServiceException.IsTransient"/>)
    /// before the wait gives up: a job in a queue of hours outlives a network that is gone for minutes.
    /// </summary>
    public TimeSpan Outage { get; init; } = TimeSpan.FromMinutes(5);
}
