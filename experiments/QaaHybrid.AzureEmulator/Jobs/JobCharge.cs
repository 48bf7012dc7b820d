namespace QaaHybrid.AzureEmulator;

/// <summary>What an ended job is said to have cost, in the shape of <c>costEstimate</c>.</summary>
/// <param name="CurrencyCode">Currency of <paramref name="EstimatedTotal"/>.</param>
/// <param name="EstimatedTotal">The sum; 0 where a plan's units are charged.</param>
/// <param name="Events">What was consumed.</param>
public sealed record JobCharge(string CurrencyCode, decimal EstimatedTotal, IReadOnlyList<JobChargeEvent> Events);

/// <summary>One kind of consumption.</summary>
/// <param name="DimensionId">E.g. <c>gs1q</c>, <c>ehqc</c>, <c>qpu_time_centiseconds</c>.</param>
/// <param name="DimensionName">The same for people.</param>
/// <param name="MeasureUnit">The unit.</param>
/// <param name="Amount">How much.</param>
public sealed record JobChargeEvent(string DimensionId, string DimensionName, string MeasureUnit, decimal Amount);
