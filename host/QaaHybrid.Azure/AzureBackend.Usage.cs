using System.Collections.Concurrent;
using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>What was asked for through this backend.</summary>
public sealed partial class AzureBackend : IMeteredBackend
{
    private readonly ConcurrentDictionary<string, PriceEstimate> _asked = [];

    /// <inheritdoc/>
    /// <remarks>
    /// Each job once, also one that the journal knew already: a run that is resumed counts the jobs of a step that it repeats, and has not counted them before. The price is
    /// reckoned, by its lower figure; budgets are held against the upper one.
    /// </remarks>
    public BackendUsage Usage => _packed?.Usage ?? Sum([.. _asked.Values]);

    private static BackendUsage Sum(IReadOnlyList<PriceEstimate> jobs) => jobs.Count == 0
        ? BackendUsage.None
        : new BackendUsage(jobs.Count, jobs.Sum(job => job.Shots), jobs.Count, (double)jobs.Sum(job => job.Amount), jobs[0].Unit);
}
