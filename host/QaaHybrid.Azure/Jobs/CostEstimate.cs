using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>What the service says a job has cost; there is none before the job has ended.</summary>
/// <param name="CurrencyCode">E.g. <c>USD</c>.</param>
/// <param name="EstimatedTotal">In that currency; null where the service does not say.</param>
/// <param name="Events">What was used, one entry a dimension.</param>
public sealed record CostEstimate(string? CurrencyCode, decimal? EstimatedTotal, IReadOnlyList<CostEvent> Events)
{
    internal static CostEstimate? Read(JsonElement cost) => cost.ValueKind != JsonValueKind.Object ? null
        : new CostEstimate(cost.Text("currencyCode"), cost.Number("estimatedTotal"), [.. cost.Items("events").Select(CostEvent.Read)]);
}

/// <summary>One dimension of a job's cost.</summary>
/// <param name="DimensionId"><c>gs1q</c> and <c>gs2q</c> (IonQ), <c>hqc</c> and <c>ehqc</c> (Quantinuum), <c>qpu_time_centiseconds</c> (Rigetti).</param>
/// <param name="DimensionName">The same in words.</param>
/// <param name="MeasureUnit">What one unit is, e.g. <c>10ms (rounded up)</c>.</param>
/// <param name="AmountBilled">Units that are paid for.</param>
/// <param name="AmountConsumed">Units that were used.</param>
/// <param name="UnitPrice">In the estimate's currency.</param>
public sealed record CostEvent(
    string? DimensionId, string? DimensionName, string? MeasureUnit, decimal? AmountBilled, decimal? AmountConsumed, decimal? UnitPrice)
{
    internal static CostEvent Read(JsonElement entry) => new(
        entry.Text("dimensionId"), entry.Text("dimensionName"), entry.Text("measureUnit"),
        entry.Number("amountBilled"), entry.Number("amountConsumed"), entry.Number("unitPrice"));
}
