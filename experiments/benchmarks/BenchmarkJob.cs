namespace QaaHybrid.Benchmarks;

/// <summary>One job, timed beside its yardstick in the same call.</summary>
/// <param name="Name">Which job.</param>
/// <param name="Ms">Our best time, milliseconds.</param>
/// <param name="YardstickMs">The yardstick's best time, for an input gradient our own gradient's; null where no C++ compiler is there to build it.</param>
public sealed record BenchmarkJob(string Name, double Ms, double? YardstickMs)
{
    /// <summary>Our time over the yardstick's: below 1 is faster.</summary>
    public double? Ratio => Ms / YardstickMs;
}

/// <summary>How the jobs are timed.</summary>
/// <param name="Threads">Threads of both sides.</param>
/// <param name="SecondsPerJob">How long each job is repeated, on either side; the best time counts.</param>
public sealed record BenchmarkOptions(int Threads = 2, double SecondsPerJob = 1);
