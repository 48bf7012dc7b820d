namespace QaaHybrid.AzureEmulator;

/// <summary>What an ended job cost, in the shape of <c>costEstimate</c>.</summary>
/// <param name="CurrencyCode">Currency of <paramref name="EstimatedTotal"/>.</param>
/// <param name="EstimatedTotal">The sum.</param>
/// <param name="Events">What was consumed.</param>
public sealed record JobCharge(string CurrencyCode, double EstimatedTotal, IReadOnlyList<JobChargeEvent> Events);

/// <summary>One kind of consumption.</summary>
/// <param name="DimensionId">E.g. <c>gs1q</c>, <c>ehqc</c>, <c>qpu_time_centiseconds</c>.</param>
/// <param name="DimensionName">The same for people.</param>
/// <param name="MeasureUnit">The unit.</param>
/// <param name="AmountConsumed">How much.</param>
/// <param name="UnitPrice">Price of one unit.</param>
public sealed record JobChargeEvent(string DimensionId, string DimensionName, string MeasureUnit, double AmountConsumed, double UnitPrice);
