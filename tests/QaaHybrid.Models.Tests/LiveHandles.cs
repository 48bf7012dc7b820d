namespace QaaHybrid.Models.Tests;

/// <summary>Where a test that counts tensors begins: the collector has had its say, so that nothing of earlier tests goes while it counts.</summary>
internal static class LiveHandles
{
    public static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.runtime.live_handles;
    }
}
