using Azure.Core.Pipeline;

namespace QaaHybrid.Azure;

/// <summary>How a workspace is spoken to. The defaults suit the public service.</summary>
public sealed record WorkspaceOptions
{
    /// <summary>The newest version of the workspace protocol that this library knows. There is no version without <c>-preview</c>.</summary>
    public const string NewestApiVersion = "2026-01-15-preview";

    /// <summary>
    /// The <c>api-version</c> of every request. Older ones are spoken in their own way: before <c>2025-12-01-preview</c> a job is cancelled
    /// by DELETE and cannot be deleted.
    /// </summary>
    public string ApiVersion { get; init; } = NewestApiVersion;

    /// <summary>How often a request is repeated after a lost connection, a time-out, 408, 429, 500, 502, 503 or 504. Every request may be.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>The first pause before a repetition; it doubles each time. A <c>Retry-After</c> in the answer is obeyed where it is longer.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>The longest pause before a repetition.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one request may take, its answer included.</summary>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>A word that is put before the User-Agent, at most 24 characters; <c>AZURE_QUANTUM_PYTHON_APPID</c> where null.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>What carries the requests; Azure.Core's own over HttpClient where null.</summary>
    public HttpPipelineTransport? Transport { get; init; }

    /// <summary>The clock by which waits are timed and signatures expire.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether <see cref="ApiVersion"/> is <paramref name="version"/> (<c>yyyy-MM-dd</c>) or newer.</summary>
    internal bool IsAtLeast(string version) => string.CompareOrdinal(ApiVersion, version) >= 0;
}
