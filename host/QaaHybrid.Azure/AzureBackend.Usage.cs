using System.Collections.Concurrent;
using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>What was asked for through this backend.</summary>
public sealed partial class AzureBackend : IMeteredBackend
{
    private readonly ConcurrentDictionary<string, PriceEstimate> _asked = [];
    private readonly ConcurrentDictionary<string, ReportedCharge> _charged = [];

    /// <inheritdoc/>
    /// <remarks>
    /// Each job once, also one that the journal knew already: a run that is resumed counts the jobs of a step that it repeats, and has not counted them before. The price is
    /// reckoned, by its lower figure; budgets are held against the upper one. What was charged is the service's word about the jobs that have ended.
    /// </remarks>
    public BackendUsage Usage => _packed?.Usage ?? Sum([.. _asked.Values]);

    private BackendUsage Sum(IReadOnlyList<PriceEstimate> jobs)
    {
        if (jobs.Count == 0)
            return BackendUsage.None;
        List<ReportedCharge> charges = [.. _charged.Values.Where(charge => charge.Unit == jobs[0].Unit)];
        return new BackendUsage(jobs.Count, jobs.Sum(job => job.Shots), jobs.Count, (double)jobs.Sum(job => job.Amount), jobs[0].Unit)
        {
            Charged = (double)charges.Sum(charge => charge.Amount), ChargedJobs = charges.Count,
        };
    }
}
