namespace QaaHybrid.Torch.Tests;

/// <summary>One thread, so that results repeat whatever else the machine does.</summary>
[SetUpFixture]
public class Setup
{
    [OneTimeSetUp]
    public void OneThread() => set_num_threads(1);
}
