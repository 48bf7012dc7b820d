namespace QaaHybrid.Azure;

/// <summary>A wait ended before its job or session did. That goes on as it was; its id is here, and it can be waited for again.</summary>
public sealed class JobWaitTimeoutException : TimeoutException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="jobId">What was waited for.</param>
    /// <param name="state">Its last known state.</param>
    /// <param name="waited">How long.</param>
    public JobWaitTimeoutException(string jobId, string state, TimeSpan waited)
        : base($"{jobId} is {state} after {waited.TotalSeconds:0.#} s of waiting; it goes on. Wait for it again by its id") =>
        (JobId, State) = (jobId, state);

    /// <summary>The id of what was waited for.</summary>
    public string JobId { get; }

    /// <summary>Its last known state, in the service's word.</summary>
    public string State { get; }
}
