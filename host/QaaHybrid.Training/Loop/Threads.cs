namespace QaaHybrid.Training;

/// <summary>Threads for tensors.</summary>
public static class Threads
{
    /// <summary>Sets the number of threads that tensor operators use.</summary>
    /// <param name="wanted">0 takes all cores.</param>
    /// <returns>The number in use.</returns>
    public static int Use(int wanted)
    {
        var threads = wanted > 0 ? wanted : Environment.ProcessorCount;
        set_num_threads(threads);
        return threads;
    }
}
