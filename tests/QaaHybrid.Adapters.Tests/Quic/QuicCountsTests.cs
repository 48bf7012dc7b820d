using QaaHybrid.Adapters.Quic;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Quic;

/// <summary>
/// Counts as published by Raj and Coyle (arXiv 2502.06916, tables on GLUE, VTAB-1k and LLaMA-7B; STS-B ablation in the first author's post): entries of the n × n
/// matrices as they are stored. In DeBERTa-v3-base the published list of targets hits the 24 output projections of 768 features. The ablation counts the head of
/// one score, 769 numbers, too.
/// </summary>
public class QuicCountsTests
{
    [TestCase("STS-B, r=8, C1", 24, 768, 8, "1", 1, 769, 1_770_241L)]
    [TestCase("STS-B, r=8, C1+C2", 24, 768, 8, "1,2", 1, 769, 33_217L)]
    [TestCase("STS-B, r=8, C1+C2+C3", 24, 768, 8, "1,2,3", 1, 769, 13_057L)]
    [TestCase("GLUE, r=3", 24, 768, 3, "1,2", 1, 0, 34_848L)]
    [TestCase("four stacked", 24, 768, 3, "1,2", 4, 0, 139_392L)]
    [TestCase("VTAB, DINOv2-large, queries, keys, values", 72, 1024, 3, "1,2", 1, 0, 135_000L)]
    [TestCase("LLaMA-7B, queries and values", 64, 4096, 4, "1,2", 1, 0, 495_616L)]
    public void Stored_AsPublished(string table, int modules, int width, int blocks, string orders, int adapters, int head, long published)
    {
        using var scope = NewDisposeScope();
        // What goes in does not matter on the output side.
        var linear = nn.Linear(1, width);
        var config = (QuicConfig)AdapterRegistry.Configure("quic", new Dictionary<string, object?> { ["blocks"] = blocks, ["orders"] = orders, ["num_adapters"] = adapters }).Own;
        var layer = config.WrapAsync("m", linear, new AdapterScope(Compiler.Services, [("m", linear)])).GetAwaiter().GetResult();
        Assert.That(modules * layer.AdapterTensors.Sum(entry => entry.Tensor.numel()) + head, Is.EqualTo(published), table);
        var n = layer.AdapterTensors.Single().Tensor.shape[^1];
        Assert.That(layer.DegreesOfFreedom, Is.EqualTo(adapters * blocks * n * (n - 1) / 2));
    }

    // n and the coordinates that are covered, for blocks of b: computed once by scanning upwards.
    [TestCase(96, new[] { 96, 96, 14, 91, 9, 84, 13, 91, 9, 93, 8, 84, 8, 92 })]
    [TestCase(256, new[] { 256, 256, 23, 253, 12, 220, 22, 253, 12, 232, 11, 220, 11, 231 })]
    [TestCase(341, new[] { 341, 341, 26, 325, 13, 286, 25, 325, 13, 299, 12, 286, 12, 298 })]
    [TestCase(1024, new[] { 1024, 1024, 45, 990, 19, 969, 44, 990, 19, 988, 18, 969, 18, 987 })]
    public void BaseSizes(int block, int[] expected)
    {
        int[][] sets = [[1], [2], [3], [1, 2], [1, 3], [2, 3], [1, 2, 3]];
        var found = sets.SelectMany(orders => new[] { QuicLayout.BaseSize(block, orders), (int)QuicLayout.Size(QuicLayout.BaseSize(block, orders), orders) });
        Assert.That(found, Is.EqualTo(expected));
    }

    [TestCase("r", "8", "blocks of 1")]
    [TestCase("orders", "5", "orders 5")]
    [TestCase("base_size", "5", "admit 2 to 3")]
    public void WhatDoesNotFit_IsRefusedWithTheNumbers(string key, string value, string part)
    {
        var options = new Dictionary<string, object?> { ["blocks"] = 1, [key] = value };
        if (key == "r")
            options.Remove("blocks");
        var config = (QuicConfig)AdapterRegistry.Configure("quic", options).Own;
        var linear = nn.Linear(8, key == "orders" ? 4 : 8);
        Assert.That(() => config.WrapAsync("layers.3.v_proj", linear, new AdapterScope(Compiler.Services, [])).GetAwaiter().GetResult(),
            Throws.TypeOf<AdapterOptionException>().With.Message.Contain("layers.3.v_proj").And.Message.Contain(part));
    }

    [TestCase("compound_type", "perm")]
    [TestCase("compound_pattern", "comp_x")]
    [TestCase("orders", "1,1")]
    [TestCase("parametrization", "nonsense")]
    public void WrongOptions_AreRefusedByName(string key, string value) => Assert.That(
        () => AdapterRegistry.Configure("quic", new Dictionary<string, object?> { [key] = value }), Throws.TypeOf<AdapterOptionException>().With.Message.Contain(value == "1,1" ? "'1'" : value));

    [Test]
    public void TheReleasedCodesFile_IsRead()
    {
        var config = (QuicConfig)AdapterRegistry.Configure("quic", new Dictionary<string, object?>
        {
            ["r"] = 3, ["compound_pattern"] = new List<object?> { "comp_1", "comp_2" }, ["compound_type"] = "comp", ["block_share"] = "false", ["use_orthogonal"] = "true",
            ["num_adapters"] = "true", ["adapter_multiplicative"] = "true", ["module_dropout"] = "0.0",
        }).Own;
        Assert.That((config.Blocks, config.Adapters, config.Stack, config.Orthogonal), Is.EqualTo((3, 1, CompoundStack.Product, true)));
        Assert.That(config.Orders, Is.EqualTo(new[] { 1, 2 }));
    }
}
