using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.Azure;

/// <summary>A provider of the workspace, at one moment.</summary>
/// <param name="Id">E.g. <c>ionq</c>.</param>
/// <param name="Availability"><c>Available</c>, <c>Degraded</c>, <c>Unavailable</c>, or what the service says.</param>
/// <param name="Targets">What it offers.</param>
public sealed record ProviderStatus(string Id, string Availability, IReadOnlyList<TargetStatus> Targets)
{
    internal static ProviderStatus Read(JsonElement status) => new(
        status.Text("id") ?? "", status.Text("currentAvailability") ?? "Unknown", [.. status.Items("targets").Select(TargetStatus.Read)]);
}

/// <summary>A target, at one moment.</summary>
/// <param name="Id">E.g. <c>ionq.simulator</c>.</param>
/// <param name="Availability"><c>Available</c>, <c>Degraded</c>, <c>Unavailable</c>, or what the service says.</param>
/// <param name="AverageQueueTime">How long jobs wait; null where the service does not say.</param>
public sealed record TargetStatus(string Id, string Availability, TimeSpan? AverageQueueTime)
{
    /// <summary>The provider's page about it; null where there is none.</summary>
    public string? StatusPage { get; init; }

    /// <summary>Its size, where the service or, failing that, <see cref="KnownTarget"/> says.</summary>
    public int? Qubits { get; init; }

    /// <summary>The QIR profile that it takes, where the service or, failing that, <see cref="KnownTarget"/> says.</summary>
    public string? Profile { get; init; }

    /// <summary>What else the service says.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>Whether it takes jobs: Available or Degraded.</summary>
    public bool TakesJobs => Availability is "Available" or "Degraded";

    /// <summary>Id, availability and queue time; the status page may carry a key and is left out.</summary>
    public override string ToString() => $"{Id}: {Availability}"
        + (AverageQueueTime is { } time ? string.Create(CultureInfo.InvariantCulture, $", queue {time.TotalSeconds:0} s") : "");

    internal static TargetStatus Read(JsonElement status)
    {
        var id = status.Text("id") ?? "";
        var known = KnownTarget.Find(id);
        // Far above any queue, far below what a TimeSpan holds.
        const int longest = 1_000_000_000;
        return new(id, status.Text("currentAvailability") ?? "Unknown",
            status.Number("averageQueueTime") is { } seconds and >= 0 and < longest ? TimeSpan.FromSeconds((double)seconds) : null)
        {
            StatusPage = status.Text("statusPage") is { Length: > 0 } page ? page : null,
            Qubits = status.Number("numQubits") is { } qubits and > 0 and < longest ? (int)qubits : known?.Qubits,
            Profile = status.Text("targetProfile") is { Length: > 0 } profile ? profile : known?.Profile,
            Metadata = status.Object("metadata"),
        };
    }
}
