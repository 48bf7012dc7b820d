using System.Text.Json;

namespace QaaHybrid.Azure;

public sealed partial record Job
{
    /// <summary>Reads the service's JobDetails, leniently; <paramref name="id"/> stands in where the answer has none.</summary>
    internal static Job Read(JsonElement details, string id = "") => new(
        details.Text("id") ?? id, details.Text("name") ?? "", details.Text("target") ?? "", details.Text("providerId") ?? "",
        new JobState(details.Text("status") ?? "Unknown"))
    {
        SessionId = details.Text("sessionId"),
        InputFormat = details.Text("inputDataFormat"),
        OutputFormat = details.Text("outputDataFormat"),
        InputParams = details.Object("inputParams"),
        Metadata = details.Map("metadata"),
        Tags = details.Texts("tags"),
        Priority = details.Text("priority") ?? details.Text("jobPriority"),
        JobType = details.Text("jobType"),
        Created = details.Time("creationTime"),
        Began = details.Time("beginExecutionTime"),
        Ended = details.Time("endExecutionTime"),
        Cancelled = details.Time("cancellationTime"),
        IsCancelling = details.Text("isCancelling") == "true",
        Cost = CostEstimate.Read(details.Property("costEstimate")),
        Error = JobError.Read(details.Property("errorData")),
        Container = SignedAddress.TryParse(details.Text("containerUri")),
        Input = SignedAddress.TryParse(details.Text("inputDataUri")),
        Output = SignedAddress.TryParse(details.Text("outputDataUri")),
    };
}
