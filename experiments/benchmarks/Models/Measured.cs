using System.Diagnostics;
using QaaHybrid.Training;

namespace QaaHybrid.Benchmarks;

/// <summary>The best time of several runs, and the memory of the first, which starts with nothing free and so does not count for the time.</summary>
internal sealed class Measured
{
    public double Ms { get; private set; } = double.PositiveInfinity;

    public double? MemoryMb { get; private set; }

    public double? PeakMb { get; private set; }

    public void Measure(Func<IDisposable?> job)
    {
        if (MemoryMb is null && OperatingSystem.IsLinux())
        {
            ResidentMemory.ResetPeak();
            var before = ResidentMemory.Now;
            using (job())
                (MemoryMb, PeakMb) = ((ResidentMemory.Peak - before) / 1e6, ResidentMemory.Peak / 1e6);
        }
        var clock = Stopwatch.StartNew();
        using (job())
            Ms = Math.Min(Ms, clock.Elapsed.TotalMilliseconds);
    }

    public ModelJob Job(string name, double? yardstick = null, double? tokens = null) => new(name, Ms, yardstick, tokens * 1000 / Ms, MemoryMb, PeakMb);
}
