using System.Diagnostics;

namespace QaaHybrid.Benchmarks;

/// <summary>The best time of many.</summary>
internal static class Best
{
    /// <summary>Repeats a job for some time; the shortest call, in milliseconds.</summary>
    public static double Of(double seconds, Action job)
    {
        var best = double.PositiveInfinity;
        var start = Stopwatch.GetTimestamp();
        do
        {
            var before = Stopwatch.GetTimestamp();
            job();
            best = Math.Min(best, Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return best;
    }

    /// <inheritdoc cref="Of"/>
    public static async Task<double> OfAsync(double seconds, Func<Task> job)
    {
        var best = double.PositiveInfinity;
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds;)
        {
            var before = Stopwatch.GetTimestamp();
            await job().ConfigureAwait(false);
            best = Math.Min(best, Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }
        return best;
    }
}
