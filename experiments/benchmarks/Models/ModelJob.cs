namespace QaaHybrid.Benchmarks;

/// <summary>One job of <see cref="ModelBenchmark"/>.</summary>
/// <param name="Name">Which job.</param>
/// <param name="Ms">Best time, milliseconds.</param>
/// <param name="YardstickMs">Best time of the yardstick; null where there is none.</param>
/// <param name="TokensPerSecond">Tokens forward and backward, or tokens generated; null for loading.</param>
/// <param name="MemoryMb">By how much resident memory grew at most, MB (10⁶ bytes); null where the system does not tell.</param>
/// <param name="PeakMb">Most memory that the whole process had resident during the job, the model and the runtime included.</param>
public sealed record ModelJob(string Name, double Ms, double? YardstickMs, double? TokensPerSecond, double? MemoryMb, double? PeakMb)
{
    /// <summary>Our time over the yardstick's: below 1 is faster.</summary>
    public double? Ratio => Ms / YardstickMs;
}
