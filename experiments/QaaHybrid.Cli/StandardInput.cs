namespace QaaHybrid.Cli;

/// <summary>The input of a process that another one started, and that is not to outlive it.</summary>
internal static class StandardInput
{
    /// <summary>Cancels when standard input ends, as it does when the process that holds its other end is gone.</summary>
    public static void AtEnd(CancellationTokenSource stop) => _ = Task.Run(() => Watch(stop), CancellationToken.None);

    private static void Watch(CancellationTokenSource stop)
    {
        while (Console.In.Read() >= 0)
        {
        }
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work was over first.
        }
    }
}
