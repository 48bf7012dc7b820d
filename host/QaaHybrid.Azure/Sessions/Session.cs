using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.Azure;

/// <summary>Where a session stands, in the service's own word; one that is not known here is kept, and is not terminal.</summary>
/// <param name="Text">The service's word: <c>Waiting</c>, <c>Executing</c>, <c>Succeeded</c>, <c>Failed</c>, <c>Failure(s)</c>, <c>TimedOut</c>.</param>
public readonly record struct SessionState(string Text)
{
    /// <summary>Whether it takes no more jobs and all it had have ended. <c>Failure(s)</c> is one in which some failed, under the policy Continue.</summary>
    public bool IsTerminal => Text is "Succeeded" or "Failed" or "Failure(s)" or "TimedOut";

    /// <summary>Whether it ended without a failure.</summary>
    public bool IsGood => Text is "Succeeded";

    /// <summary>The service's word.</summary>
    public override string ToString() => Text;
}

/// <summary>What becomes of a session when one of its jobs fails.</summary>
public enum SessionFailurePolicy
{
    /// <summary>It ends; further jobs are refused.</summary>
    Abort,

    /// <summary>It goes on.</summary>
    Continue,
}

/// <summary>A session to open: it groups jobs on one target, and on Quantinuum keeps the machine between them. It batches nothing.</summary>
/// <param name="Id">A GUID that the client chooses.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Target">What runs its jobs.</param>
/// <param name="Policy">What becomes of it when a job fails.</param>
/// <param name="ProviderId">Who runs it; the part of the target before its first point where null.</param>
public sealed record SessionRequest(
    string Id, string Name, string Target, SessionFailurePolicy Policy = SessionFailurePolicy.Abort, string? ProviderId = null)
{
    internal JsonObject Body() => new()
    {
        ["itemType"] = "Session",
        ["name"] = Name,
        ["providerId"] = ProviderId ?? Target.Split('.')[0],
        ["target"] = Target,
        ["jobFailurePolicy"] = Policy.ToString(),
    };
}

/// <summary>A session as the service describes it at one moment. It ends by itself 10 minutes after its last job.</summary>
/// <param name="Id">The id that the client chose.</param>
/// <param name="Name">Its name.</param>
/// <param name="Target">What runs its jobs.</param>
/// <param name="ProviderId">Who runs it.</param>
/// <param name="State">Where it stands.</param>
public sealed record Session(string Id, string Name, string Target, string ProviderId, SessionState State)
{
    /// <summary><c>Abort</c> or <c>Continue</c>.</summary>
    public string? FailurePolicy { get; init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What its jobs have cost together.</summary>
    public CostEstimate? Cost { get; init; }

    internal static Session Read(JsonElement details, string id = "") => new(
        details.Text("id") ?? id, details.Text("name") ?? "", details.Text("target") ?? "", details.Text("providerId") ?? "",
        new SessionState(details.Text("status") ?? "Unknown"))
    {
        FailurePolicy = details.Text("jobFailurePolicy"),
        Created = details.Time("creationTime"),
        Ended = details.Time("endExecutionTime"),
        Cost = CostEstimate.Read(details.Property("costEstimate")),
    };
}
