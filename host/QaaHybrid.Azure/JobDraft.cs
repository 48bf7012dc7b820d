using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>A circuit that is about to become a job.</summary>
/// <param name="Place">Its place among the circuits of a call.</param>
/// <param name="Circuit">The circuit, without parameters.</param>
/// <param name="IsExact">Whether exact values are asked for.</param>
/// <param name="Request">What is submitted.</param>
/// <param name="Key">What it is found again by.</param>
/// <param name="Estimate">What it may cost.</param>
internal sealed record JobDraft(int Place, Circuit Circuit, bool IsExact, JobRequest Request, string Key, PriceEstimate Estimate)
{
    /// <summary>What is written down as reserved: the upper figure.</summary>
    public ReservedPrice Price => new(Estimate.UpperAmount, Estimate.Unit);
}
