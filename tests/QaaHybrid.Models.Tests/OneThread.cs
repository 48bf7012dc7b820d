namespace QaaHybrid.Models.Tests;

/// <summary>All tests compute on one thread: results repeat, and a busy machine is not oversubscribed.</summary>
[SetUpFixture]
public class OneThread
{
    [OneTimeSetUp]
    public void SetThreads() => torch.set_num_threads(1);
}
