namespace QaaHybrid.AzureEmulator;

/// <summary>One thing that is to go wrong.</summary>
/// <param name="Step">Where: one of <see cref="Steps"/>, or <see cref="AnyRequest"/>.</param>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(string Step, FaultKind Kind)
{
    /// <summary>In place of a step: every request.</summary>
    public const string AnyRequest = "*";

    /// <summary>How many matching calls are hit; null hits all of them.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>How many matching calls pass unharmed before the first is hit.</summary>
    public int Skip { get; init; }

    /// <summary>Only jobs of this target are hit; null hits all. For <see cref="Steps.JobPut"/> and <see cref="Steps.JobRun"/>.</summary>
    public string? Target { get; init; }

    /// <summary>The error's code, where another than the usual one is wanted.</summary>
    public string? Code { get; init; }

    /// <summary>The error's message, where another than the usual one is wanted.</summary>
    public string? Message { get; init; }

    /// <summary>The <c>Retry-After</c> header of a 429 or 503, seconds; null leaves it out, as in every recording.</summary>
    public int? RetryAfter { get; init; }
}
