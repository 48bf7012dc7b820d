namespace QaaHybrid.Azure;

/// <summary>
/// The service, its storage or the connection refused or failed, or a job did. The message carries the service's code and words, the
/// request id where there is one, and what to do. It never holds a key, a token or a signature.
/// </summary>
public sealed class QuantumServiceException : Exception
{
    /// <summary>The <see cref="Code"/> where no answer came.</summary>
    public const string ConnectionFailed = "ConnectionFailed";

    /// <summary>The <see cref="Code"/> where the answer could not be understood.</summary>
    public const string InvalidAnswer = "InvalidAnswer";

    /// <summary>Makes the exception.</summary>
    /// <param name="status">The HTTP status; 0 where no answer came or a job failed.</param>
    /// <param name="code">The service's code, or one of this library's.</param>
    /// <param name="message">What happened, in the service's words where it gave any.</param>
    /// <param name="requestId">The service's name for the exchange.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public QuantumServiceException(int status, string code, string message, string? requestId = null, Exception? innerException = null)
        : base(Compose(status, code, message, requestId), innerException) =>
        (Status, Code, RequestId) = (status, code, requestId);

    /// <summary>The HTTP status; 0 where no answer came or a job failed.</summary>
    public int Status { get; }

    /// <summary>
    /// The service's code (<c>TargetUnavailable</c>, <c>InvalidJobDefinition</c>, …), a failed job's code (<c>InvalidInputData</c>, …), or
    /// where the service gave none a word for the status (<c>Unauthorized</c>).
    /// </summary>
    public string Code { get; }

    /// <summary>The value of <c>x-ms-request-id</c>, which Microsoft's support asks for.</summary>
    public string? RequestId { get; }

    /// <summary>
    /// Whether the same request may succeed later without a change: no answer or a cut-off one, 408, 429 or any 5xx. A job that failed is not among them.
    /// </summary>
    public bool IsTransient => Code is ConnectionFailed or InvalidAnswer || Status is 408 or 429 or >= 500;

    private static string Compose(int status, string code, string message, string? requestId)
    {
        var text = message;
        if (requestId is not null)
            text += $" (request id {requestId})";
        return Advice.For(status, code) is { } advice ? $"{text}. What to do: {advice}" : text;
    }
}
