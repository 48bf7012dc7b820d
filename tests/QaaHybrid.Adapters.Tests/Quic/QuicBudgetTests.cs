using QaaHybrid.Adapters.Quic;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Quic;

public class QuicBudgetTests
{
    private static readonly (string Name, (int In, int Out)[] Shapes)[] Models =
    [
        ("one square", [(96, 96)]),
        ("attention and feed-forward", [.. Enumerable.Repeat(((int, int)[])[(64, 64), (256, 64)], 6).SelectMany(pair => pair)]),
        ("all of a block", [.. Enumerable.Repeat(((int, int)[])[(48, 144), (48, 48), (48, 192), (192, 48)], 3).SelectMany(block => block)]),
    ];

    [Test]
    public void EveryBudget_IsKept_AndNineTenthsOfItAreUsed([Values(0, 1, 2)] int model, [Values("", "block_share", "additive")] string also)
    {
        var layers = Layers(Models[model].Shapes);
        var options = also.Length > 0 ? new Dictionary<string, object?> { [also] = true } : [];
        var method = (QuicConfig)AdapterRegistry.Configure("quic", options).Own;
        // From where n² and its multiples are no further apart than a tenth, to about all that the smallest layer of C_1 holds.
        for (var budget = Math.Max(8.0 * layers.Count, 48); budget < layers.Count * 2000; budget *= 1.37)
        {
            var fit = method.Fit(layers, (long)budget);
            var stored = layers.Sum(layer => Stored(fit, layer));
            Assert.That(stored, Is.InRange(0.9 * (long)budget, (long)budget), $"{Models[model].Name} {also}: {fit.Reason}");
            Assert.That(fit.Reason, Does.Contain($"{stored:N0} of {(long)budget:N0}"));
        }
    }

    [Test]
    public void WhatTheRecipeNames_StaysAsItIs()
    {
        var layers = Layers([(64, 64), (64, 64)]);
        var method = (QuicConfig)AdapterRegistry.Configure("quic", new Dictionary<string, object?> { ["blocks"] = 2, ["orders"] = "1,2" }).Own;
        var fitted = (QuicConfig)method.Fit(layers, 700).Method;
        Assert.That(fitted.BlocksOf.Values.Append(fitted.Blocks), Is.All.EqualTo(2));
        Assert.That(fitted.Orders, Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void LowerOrders_WhereTheBudgetAllows_AndFewBlocks()
    {
        var layers = Layers([(768, 768)]);
        var method = (QuicConfig)AdapterRegistry.Configure("quic", new Dictionary<string, object?>()).Own;
        var generous = (QuicConfig)method.Fit(layers, 600_000).Method;
        var tight = (QuicConfig)method.Fit(layers, 1_550).Method;
        Assert.That((generous.Blocks, generous.Orders.Count), Is.EqualTo((1, 1)));
        Assert.That((tight.Blocks, tight.Orders.Count), Is.EqualTo((1, 2)));
    }

    [Test]
    public void WhatTheRecipeFixes_IsNamedWhereMuchOfTheBudgetIsLeft()
    {
        // Three blocks of 21 coordinates hold matrices of 6 rows: 3 · 36 numbers, whatever the budget.
        var fixedByRecipe = (QuicConfig)AdapterRegistry.Configure("quic", new Dictionary<string, object?> { ["blocks"] = 3, ["orders"] = "1,2", ["adapters"] = 1 }).Own;
        var fit = fixedByRecipe.Fit(Layers([(64, 64)]), 1_000);
        Assert.That(fit.Reason, Does.Contain("108 of 1,000 numbers").And.Contain("The recipe fixes blocks, orders and adapters; without them more of the budget can be used."));
    }

    [Test]
    public void TooSmallABudget_NamesTheSmallestLayout()
    {
        var method = (QuicConfig)AdapterRegistry.Configure("quic", new Dictionary<string, object?>()).Own;
        Assert.That(() => method.Fit(Layers([(64, 64), (64, 64)]), 7), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("stores 8"));
    }

    [Test]
    public void InAModel_TheBudgetIsAShareOfIt_AndTheLayoutIsSaved()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var model = new Support.TwoLinears(width: 40, outputs: 30);
        var adapted = Compiler.Inject(model, AdapterRegistry.Configure("quic", new Dictionary<string, object?> { ["budget"] = "10%", ["target_modules"] = "q_proj,v_proj" }));
        var budget = 0.1 * new Support.TwoLinears(width: 40, outputs: 30).parameters().Sum(parameter => parameter.numel());
        var stored = adapted.Modules.Sum(module => module.Stored);
        Assert.That(stored, Is.InRange(0.9 * budget, budget));
        Assert.That(adapted.BudgetReason, Does.StartWith("orders").And.Contain("Fewer blocks mix more features"));
        adapted.Save(folder.Path);
        var loaded = AdaptedModel.FromPretrainedAsync(new Support.TwoLinears(width: 40, outputs: 30), folder.Path, Compiler.Services).GetAwaiter().GetResult();
        Assert.That(loaded.Modules.Sum(module => module.Stored), Is.EqualTo(stored));
        Assert.That(loaded.Config.Own.Options, Is.EqualTo(adapted.Config.Own.Options));
    }

    private static List<(string Name, Linear Layer)> Layers((int In, int Out)[] shapes) =>
        [.. shapes.Select((shape, i) => ($"layer.{i}", nn.Linear(shape.In, shape.Out, hasBias: false)))];

    private static long Stored(BudgetFit fit, (string Name, Linear Layer) layer)
    {
        using var scope = NewDisposeScope();
        return fit.Method.WrapAsync(layer.Name, layer.Layer, new AdapterScope(Compiler.Services, [layer])).GetAwaiter().GetResult().AdapterTensors.Sum(entry => entry.Tensor.numel());
    }
}
