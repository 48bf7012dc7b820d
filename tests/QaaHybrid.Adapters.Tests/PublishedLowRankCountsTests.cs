using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests;

/// <summary>
/// The parameter counts that papers print for low-rank, random-projection and Fourier methods: numbers that are trained, heads not counted. DeBERTaV3-base and RoBERTa-base have 12 blocks of 768
/// and 3072, DINOv2-large 24 of 1024 and 4096.
/// </summary>
public class PublishedLowRankCountsTests
{
    // BOFT's tables 1 and 4 (arXiv 2311.06243), GOFT's table 1 (2404.04316) and PSOFT's table 2 (2505.11235): every linear layer of every block.
    [TestCase(768, 12, "lora", "r=8", LinearsOfABlock.Names, 1.33)]
    [TestCase(1024, 24, "lora", "r=4", LinearsOfABlock.Names, 1.77)]
    [TestCase(768, 12, "lora", "r=2", LinearsOfABlock.Names, 0.33)]
    [TestCase(768, 12, "dora", "r=8", LinearsOfABlock.Names, 1.41)]
    // VeRA's table 2 (2310.11454) and FourierFT's table 2 (2405.03003): queries and values.
    [TestCase(768, 12, "lora", "r=8", "query,value", 0.295)]
    [TestCase(768, 12, "vera", "r=1024", "query,value", 0.043)]
    [TestCase(768, 12, "fourierft", "n_frequency=1000", "query,value", 0.024)]
    public void AreThoseOfTheInjectedAdapters(int width, int blocks, string method, string option, string targets, double millions)
    {
        using var scope = NewDisposeScope();
        var pair = option.Split('=');
        var adapted = Compiler.Inject(new LinearsOfABlock(width, 4 * width), AdapterRegistry.Configure(method, new Dictionary<string, object?> { [pair[0]] = pair[1], ["target_modules"] = targets }));
        // Half a unit of the last digit that the table prints.
        Assert.That(adapted.Modules.Sum(module => module.Trainable) * blocks / 1e6, Is.EqualTo(millions).Within(millions < 0.3 ? 0.0005 : 0.005));
    }
}
