namespace QaaHybrid.Azure;

/// <summary>What the service says a job has cost.</summary>
/// <param name="Amount">How much.</param>
/// <param name="Unit">Of what: <c>HQC</c> or <c>eHQC</c> where Quantinuum's units were billed, else the currency.</param>
public sealed record ReportedCharge(decimal Amount, string Unit)
{
    private static readonly (string Dimension, string Unit)[] PlanUnits = [("hqc", "HQC"), ("ehqc", "eHQC")];

    /// <summary>Reads it off the cost of a job that has ended. Null where the service does not say: then what was reserved for the job stays reserved.</summary>
    /// <param name="job">The job.</param>
    internal static ReportedCharge? Of(Job job)
    {
        if (!job.State.IsTerminal || job.Cost is not { } cost)
            return null;
        // Units of a plan have no price a piece: the total beside them is 0, whatever they are worth.
        foreach (var (dimension, unit) in PlanUnits)
            if (cost.Events.Where(used => used.DimensionId == dimension).ToList() is { Count: > 0 } used)
                return Told(used.All(entry => entry.AmountBilled is not null) ? used.Sum(entry => entry.AmountBilled) : null, unit);
        // A total of nothing beside no event is not reckoned yet.
        return cost.EstimatedTotal == 0 && cost.Events.Count == 0 ? null : Told(cost.EstimatedTotal, cost.CurrencyCode);
    }

    /// <inheritdoc/>
    public override string ToString() => Money.Text(Amount, Unit);

    private static ReportedCharge? Told(decimal? amount, string? unit) => amount is >= 0 && unit is { Length: > 0 } ? new ReportedCharge(amount.Value, unit) : null;
}
