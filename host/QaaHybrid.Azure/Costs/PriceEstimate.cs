namespace QaaHybrid.Azure;

/// <summary>What a job, or several of one target, would be charged, reckoned before it is sent.</summary>
/// <param name="Target">Where it would run.</param>
/// <param name="Amount">The lower figure.</param>
/// <param name="Unit">What it is counted in: <c>USD</c>, <c>HQC</c>, or <c>eHQC</c> on Quantinuum's emulators.</param>
public sealed record PriceEstimate(string Target, decimal Amount, string Unit)
{
    /// <summary>The upper figure, which budgets are held against; null where none can be given offline.</summary>
    public decimal? UpperAmount { get; init; }

    /// <summary>Whether more than <see cref="Amount"/> may be charged.</summary>
    public bool LowerBound => UpperAmount != Amount;

    /// <summary>Gates of one shot after decomposition into the target's own, by name; preparations and measurements where they are charged.</summary>
    public IReadOnlyDictionary<string, long> Gates { get; init; } = new Dictionary<string, long>();

    /// <summary>How many jobs.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Shots of all jobs together.</summary>
    public long Shots { get; init; }

    /// <summary>What the figures rest on, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Several jobs of one target together.</summary>
    /// <exception cref="ArgumentException">There are none, or they are of different targets.</exception>
    public static PriceEstimate Sum(IReadOnlyCollection<PriceEstimate> jobs)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var (target, unit) = jobs.Select(job => (job.Target, job.Unit)).Distinct().ToArray() is [var only]
            ? only
            : throw new ArgumentException("prices of one target are added up, and of at least one job", nameof(jobs));
        return new PriceEstimate(target, jobs.Sum(job => job.Amount), unit)
        {
            UpperAmount = jobs.All(job => job.UpperAmount is not null) ? jobs.Sum(job => job.UpperAmount) : null,
            Gates = jobs.SelectMany(job => job.Gates).GroupBy(gate => gate.Key).ToDictionary(gate => gate.Key, gate => gate.Sum(count => count.Value)),
            Jobs = jobs.Sum(job => job.Jobs),
            Shots = jobs.Sum(job => job.Shots),
            Notes = [.. jobs.SelectMany(job => job.Notes).Distinct()],
        };
    }

    /// <inheritdoc/>
    public override string ToString() => UpperAmount is not { } upper ? $"at least {Text(Amount)}"
        : LowerBound ? $"{Text(Amount)}, at most {Text(upper)}"
        : Text(Amount);

    private string Text(decimal amount) => Money.Text(amount, Unit);
}
