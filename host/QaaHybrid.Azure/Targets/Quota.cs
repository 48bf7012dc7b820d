using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>A limit on what may be used.</summary>
/// <param name="Dimension">What is limited, e.g. <c>qgs</c>, <c>hqc</c>, <c>concurrent_jobs</c>.</param>
/// <param name="Scope"><c>Workspace</c> or <c>Subscription</c>.</param>
/// <param name="ProviderId">Whose limit it is.</param>
/// <param name="Utilization">What has been used in the period.</param>
/// <param name="Holds">What jobs that have not ended will use.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Period"><c>Infinite</c>, <c>Monthly</c>, ….</param>
public sealed record Quota(
    string? Dimension, string? Scope, string? ProviderId, decimal? Utilization, decimal? Holds, decimal? Limit, string? Period)
{
    /// <summary>What is left: the limit less what is used and held; null where the service leaves one of them out.</summary>
    public decimal? Left => Limit - Utilization - (Holds ?? 0);

    internal static Quota Read(JsonElement quota) => new(
        quota.Text("dimension"), quota.Text("scope"), quota.Text("providerId"),
        quota.Number("utilization"), quota.Number("holds"), quota.Number("limit"), quota.Text("period"));
}
