namespace QaaHybrid.Azure;

/// <summary>What a job may cost at most, as it was reckoned before it was sent.</summary>
/// <param name="Amount">How much; null where it cannot be known.</param>
/// <param name="Unit">Of what, e.g. <c>USD</c> or <c>HQC</c>.</param>
public sealed record ReservedPrice(decimal? Amount, string Unit)
{
    /// <inheritdoc/>
    public override string ToString() => Amount is { } amount ? Money.Text(amount, Unit) : $"? {Unit}";
}
