using System.Globalization;
using System.Text.Json.Nodes;

namespace QaaHybrid.AzureEmulator;

/// <summary>Writes a job as JobDetails, with the fields in the order of the recordings.</summary>
internal static class JobDocument
{
    /// <summary>The answer to <c>PUT</c>: addresses without signatures.</summary>
    public static JsonObject OfPut(EmulatedJob job, SignedAddresses addresses, WorkspaceKind kind) => Of(
        job, kind, addresses.Plain(job.Container), addresses.Plain($"{job.Container}/{job.InputBlob}"), addresses.Plain($"{job.Container}/{job.OutputBlob}"));

    /// <summary>Every other answer: addresses with fresh signatures to read.</summary>
    public static JsonObject OfGet(EmulatedJob job, SignedAddresses addresses, WorkspaceKind kind, bool expired) => Of(
        job, kind,
        addresses.Container(job.Container, expired),
        addresses.Blob(job.Container, job.InputBlob, "r", FileName(job, "input"), expired),
        addresses.Blob(job.Container, job.OutputBlob, "r", FileName(job, "output"), expired));

    public static string State(JobStatus status, WorkspaceKind kind) => (status, kind) switch
    {
        (JobStatus.Waiting, WorkspaceKind.V2) => "Queued",
        (JobStatus.Succeeded, WorkspaceKind.V2) => "Completed",
        _ => status.ToString(),
    };

    public static string? Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);

    private static JsonObject Of(EmulatedJob job, WorkspaceKind kind, string container, string input, string output) => new()
    {
        ["containerUri"] = container,
        ["inputDataUri"] = input,
        ["inputDataFormat"] = job.InputDataFormat,
        ["inputParams"] = job.Parameters,
        ["metadata"] = new JsonObject(
            [.. job.Metadata.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)), KeyValuePair.Create(EmulatorName.MetadataKey, (JsonNode?)EmulatorName.Text)]),
        ["sessionId"] = job.SessionId,
        ["jobPriority"] = "Basic",
        ["priority"] = job.Priority,
        ["status"] = State(job.Status, kind),
        ["jobType"] = "QuantumComputing",
        ["outputDataFormat"] = job.OutputDataFormat,
        ["outputDataUri"] = output,
        ["beginExecutionTime"] = Time(job.BeginExecutionTime),
        ["cancellationTime"] = Time(job.CancellationTime),
        ["lastModifiedTime"] = Time(job.LastModifiedTime),
        ["quantumComputingData"] = new JsonObject { ["count"] = 1 },
        ["errorData"] = job.ErrorCode is null ? null : new JsonObject { ["code"] = job.ErrorCode, ["message"] = job.ErrorMessage },
        ["isCancelling"] = false,
        ["tags"] = new JsonArray([.. job.Tags]),
        ["name"] = job.Name,
        ["id"] = job.Id,
        ["providerId"] = job.ProviderId,
        ["target"] = job.Target,
        ["creationTime"] = Time(job.CreationTime),
        ["endExecutionTime"] = Time(job.EndExecutionTime),
        ["costEstimate"] = job.Charge is { } charge ? Charge(charge) : null,
        ["itemType"] = "Job",
    };

    private static JsonObject Charge(JobCharge charge) => new()
    {
        ["currencyCode"] = charge.CurrencyCode,
        ["events"] = new JsonArray([.. charge.Events.Select(used => new JsonObject
        {
            ["dimensionId"] = used.DimensionId, ["dimensionName"] = used.DimensionName, ["measureUnit"] = used.MeasureUnit,
            // A unit's price is not told: minimum charges do not follow from it.
            ["amountBilled"] = used.Amount, ["amountConsumed"] = used.Amount, ["unitPrice"] = null,
        })]),
        ["estimatedTotal"] = charge.EstimatedTotal,
    };

    private static string FileName(EmulatedJob job, string what) => $"{job.Name}-{job.Id}.{what}.json";
}
