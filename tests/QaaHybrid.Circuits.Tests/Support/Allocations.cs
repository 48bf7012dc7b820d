namespace QaaHybrid.Circuits.Tests;

/// <summary>What a call allocates on the managed heap once everything is warm.</summary>
internal static class Allocations
{
    /// <summary>
    /// Bytes that one call allocates on this thread: the fewest of ten calls. The runtime allocates now and then in a thread's name (tiered
    /// compilation, a pool emptied by a collection), so one call alone can show bytes that are not the code's.
    /// </summary>
    public static long OfOneCall(Action call)
    {
        var fewest = long.MaxValue;
        for (var i = 0; i < 10; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            call();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return fewest;
    }
}
