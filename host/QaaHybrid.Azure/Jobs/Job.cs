using System.Globalization;
using System.Text.Json.Nodes;

namespace QaaHybrid.Azure;

/// <summary>
/// A job as the service describes it at one moment. What the service leaves out is null or empty. The addresses of its blobs are signed,
/// that is secret, and are kept inside; <see cref="QuantumWorkspace"/> reads through them.
/// </summary>
/// <param name="Id">The id that the client chose.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Target">E.g. <c>ionq.simulator</c>.</param>
/// <param name="ProviderId">E.g. <c>ionq</c>; the service writes it in lower case.</param>
/// <param name="State">Where it stands.</param>
public sealed partial record Job(string Id, string Name, string Target, string ProviderId, JobState State)
{
    /// <summary>The session that it belongs to.</summary>
    public string? SessionId { get; init; }

    /// <summary>The format of its input, see <see cref="JobFormats"/>.</summary>
    public string? InputFormat { get; init; }

    /// <summary>The format that was asked for its output, see <see cref="JobFormats"/>.</summary>
    public string? OutputFormat { get; init; }

    /// <summary>What was sent beside the input: shots, entry point, options of the provider.</summary>
    public JsonObject? InputParams { get; init; }

    /// <summary>The user's own names and values; the service keeps texts only.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The user's labels.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary><c>Standard</c> or <c>High</c>; recorded answers say <c>Basic</c>.</summary>
    public string? Priority { get; init; }

    /// <summary><c>QuantumComputing</c>, mostly.</summary>
    public string? JobType { get; init; }

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it began to run.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>When it ended; null for most cancelled jobs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>When it was cancelled; not always told.</summary>
    public DateTimeOffset? Cancelled { get; init; }

    /// <summary>Whether its cancellation is under way.</summary>
    public bool IsCancelling { get; init; }

    /// <summary>What it has cost; null before it has ended, and for cancelled jobs.</summary>
    public CostEstimate? Cost { get; init; }

    /// <summary>The same as one sum, in the unit that it was billed in; null as long as the service does not say.</summary>
    public ReportedCharge? Charge => ReportedCharge.Of(this);

    /// <summary>Why it failed.</summary>
    public JobError? Error { get; init; }

    /// <summary>The shots that were asked for (<c>shots</c>, or its old name <c>count</c>); null where neither was sent.</summary>
    public long? Shots => InputParams is null ? null : Integer(InputParams["shots"]) ?? Integer(InputParams["count"]);

    internal SignedAddress? Container { get; init; }

    internal SignedAddress? Input { get; init; }

    internal SignedAddress? Output { get; init; }

    /// <summary>Id, name, target and state; no address.</summary>
    public override string ToString() =>
        $"{Id} '{Name}' on {Target}: {State}" + (Error is null ? "" : $" ({Error})");

    private static long? Integer(JsonNode? node) =>
        long.TryParse(node?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
}
