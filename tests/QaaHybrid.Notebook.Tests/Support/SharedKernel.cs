using QaaHybrid.Notebook.Tests.Support;

namespace QaaHybrid.Notebook.Tests;

/// <summary>A kernel that tests share which leave it as they found it: its start is the dear part. Cells take names of their own.</summary>
[SetUpFixture]
public sealed class SharedKernel
{
    private static readonly Lazy<Task<KernelClient>> Kernel = new(() => KernelClient.StartAsync());

    internal static Task<KernelClient> GetAsync() => Kernel.Value;

    [OneTimeTearDown]
    public void End()
    {
        if (Kernel.IsValueCreated && Kernel.Value.IsCompletedSuccessfully)
            Kernel.Value.Result.Dispose();
    }
}
