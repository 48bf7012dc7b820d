using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace QaaHybrid.AzureEmulator;

/// <summary>A job as the emulator keeps it, in memory and on disk. Addresses are kept without host and signature: both may change.</summary>
internal sealed record EmulatedJob
{
    public required string Id { get; init; }
    public required int Number { get; init; }
    public required string Name { get; init; }
    public required string ProviderId { get; init; }
    public required string Target { get; init; }
    public required string InputDataFormat { get; init; }
    public required string OutputDataFormat { get; init; }
    public required string Container { get; init; }
    public string InputBlob { get; init; } = "inputData";
    public string OutputBlob { get; init; } = "outputData";
    public string? InputParams { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string Priority { get; init; } = "Standard";
    public string? SessionId { get; init; }
    public required DateTimeOffset CreationTime { get; init; }
    public DateTimeOffset LastModifiedTime { get; init; }
    public DateTimeOffset? BeginExecutionTime { get; init; }
    public DateTimeOffset? EndExecutionTime { get; init; }
    public DateTimeOffset? CancellationTime { get; init; }
    public JobStatus Status { get; init; }
    public string? ErrorCode { get; init; }
    public string? ErrorMessage { get; init; }
    public JobCharge? Charge { get; init; }

    /// <summary>How often the job was put: 1, and 1 more for each repetition.</summary>
    public int Puts { get; init; } = 1;

    /// <summary>How many repetitions differed from the first in what is to be run.</summary>
    public int DifferingPuts { get; init; }

    /// <summary>How often it began to execute: 1, unless the emulator was stopped in between.</summary>
    public int Executions { get; init; }

    /// <summary>SHA-256 of the input, once it was read.</summary>
    public string? InputHash { get; init; }

    /// <summary>How many shots were run, once it has succeeded.</summary>
    public int? Shots { get; init; }

    [JsonIgnore]
    public bool HasEnded => Status is JobStatus.Succeeded or JobStatus.Failed or JobStatus.Cancelled;

    [JsonIgnore]
    public JsonObject? Parameters => InputParams is null ? null : JsonNode.Parse(InputParams) as JsonObject;
}
