using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Qaa;

public class QaaBudgetTests
{
    // GPT-2 small: query and output of 12 blocks, 768 wide, of 124 439 808 numbers.
    private const long GPT2Small = 124_439_808;

    private static List<(string Name, Linear Layer)> Modules(int count, int inputs = 768, int outputs = 768)
    {
        var linear = nn.Linear(inputs, outputs);
        return [.. Enumerable.Range(0, count).Select(i => ($"h.{i}.proj", linear))];
    }

    private static (QaaConfig Config, long Stored, string Reason) Fit(List<(string Name, Linear Layer)> modules, long budget, params (string Key, object? Value)[] options)
    {
        var config = (QaaConfig)AdapterRegistry.Configure("qaa", options.ToDictionary(option => option.Key, option => option.Value)).Own;
        var fit = config.FitAsync(modules, budget, Compiler.Circuits).GetAwaiter().GetResult();
        // What is really built, not what the fit says of itself.
        var services = new AdapterScope(Compiler.Services, modules);
        var stored = modules.Sum(module => fit.Method.WrapAsync(module.Name, module.Layer, services).GetAwaiter().GetResult().AdapterTensors.Sum(entry => entry.Tensor.numel()));
        return ((QaaConfig)fit.Method, stored, fit.Reason);
    }

    [TestCase(0.0002, "z")]
    [TestCase(0.0009, "z")] // the survey's 0.09 %
    [TestCase(0.0016, "z")]
    [TestCase(0.01, "z")]
    [TestCase(0.0009, "both")]
    [TestCase(0.003, "probabilities", 16)]
    public void NinetyPercentOfAShare_AreUsed(double share, string readOut, int bottleneck = 0)
    {
        using var scope = NewDisposeScope();
        var budget = (long)(share * GPT2Small);
        var (config, stored, reason) = Fit(Modules(24), budget, ("read_out", readOut), ("layers", 2), ("bottleneck", bottleneck));
        TestContext.Out.WriteLine($"{share:P2} {readOut}: {reason}");
        Assert.That(stored, Is.LessThanOrEqualTo(budget).And.GreaterThanOrEqualTo((long)(0.9 * budget)));
        Assert.That(reason, Does.Contain(stored.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.That(AdapterRegistry.Configure("qaa", config.Options).Own.Options, Is.EqualTo(config.Options));
    }

    [Test]
    public void ModulesOfDifferentWidths_ShareTheBudget()
    {
        using var scope = NewDisposeScope();
        List<(string, Linear)> modules = [("attention", nn.Linear(12, 12)), ("up", nn.Linear(12, 48)), ("down", nn.Linear(48, 12))];
        var (_, stored, reason) = Fit(modules, 300, ("layers", 1));
        Assert.That(stored, Is.InRange(270, 300), reason);
    }

    [Test]
    public void AnglesAlone_MakeTheCircuitDeeper_UpToALimitThatIsSaid()
    {
        using var scope = NewDisposeScope();
        // Four qubits: 4 angles a layer, and the start angles beside them.
        var (config, stored, _) = Fit(Modules(2, 12, 12), 100, ("read_out", "amplitudes"));
        Assert.That((config.Layers, stored), Is.EqualTo((6, 96L)));
        var (deepest, _, reason) = Fit(Modules(1, 2, 2), 100_000, ("read_out", "amplitudes"));
        Assert.That(deepest.Layers, Is.EqualTo(64));
        Assert.That(reason, Does.Contain("the most that is chosen").And.Contain("stored and not trained"));
        Assert.That(Fit(Modules(1), 5000, ("layers", 1)).Reason, Does.Not.Contain("not trained"));
    }

    [Test]
    public void ABudgetThatNothingFits_IsRefused_WithWhatWould()
    {
        using var scope = NewDisposeScope();
        Assert.That(() => Fit(Modules(24), 1000), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("1,000").And.Message.Contain("read_out probabilities"));
    }

    [Test]
    public void QCHFT_HasItsNumbers()
    {
        using var scope = NewDisposeScope();
        var config = (QaaConfig)AdapterRegistry.Configure("qaa", new Dictionary<string, object?> { ["form"] = "qchft" }).Own;
        var modules = Modules(1);
        var tensors = config.WrapAsync("h.0.proj", modules[0].Layer, new AdapterScope(Compiler.Services, modules)).GetAwaiter().GetResult()
            .AdapterTensors.ToDictionary(entry => entry.Name, entry => entry.Tensor);
        // Ten qubits: 4 layers of 5 + 45 blocks of 6 angles; Linear(2 → 768) without bias.
        Assert.That(tensors.Keys, Is.EquivalentTo(["theta", "up.weight"]));
        Assert.That(tensors["theta"].numel(), Is.EqualTo(4 * 50 * 6));
        Assert.That(tensors["up.weight"].shape, Is.EqualTo(new long[] { 768, 2 }));
        Assert.That(tensors["theta"].std().ToDouble(), Is.EqualTo(0.01).Within(0.001));
        Assert.That(tensors["up.weight"].abs().max().ToDouble(), Is.Zero);
    }
}
