namespace QaaHybrid.Torch.Tests;

/// <summary>
/// Handles and nodes that live now, after the collector has had its say; what an action leaves behind. Tests that count have to begin here:
/// finalisers of earlier tests must not run in their midst.
/// </summary>
internal static class Leaks
{
    public static (long Handles, long Functions) Living()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return (runtime.live_handles, runtime.live_functions);
    }

    /// <summary>Runs the action once to warm up and once counted: it may leave nothing.</summary>
    public static void AssertNone(Action action)
    {
        action();
        var before = Living();
        action();
        Assert.That(Living(), Is.EqualTo(before), "(handles, function nodes)");
    }
}
