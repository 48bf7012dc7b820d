using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Lora;

public class LoraTests
{
    private static AdapterConfig Lora(params (string Key, object? Value)[] options) =>
        AdapterRegistry.Configure("lora", options.ToDictionary(option => option.Key, option => option.Value));

    private static Dictionary<string, object?> Pattern(params (string Key, object? Value)[] entries) => entries.ToDictionary(entry => entry.Key, entry => entry.Value);

    private static Parameter Tensor(AdaptedModel adapted, string name) => adapted.TrainableParameters.First(entry => entry.name.EndsWith(name, StringComparison.Ordinal)).p;

    // s = α/r, or α/√r.
    [TestCase(4, 6.0, false, 6.0 / 4)]
    [TestCase(4, 6.0, true, 6.0 / 2)]
    public void ItsUpdateIsScaled(int rank, double alpha, bool stabilised, double scaling)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var adapted = Compiler.Inject(new TwoLinears(), Lora(("r", rank), ("lora_alpha", alpha), ("use_rslora", stabilised), ("target_modules", "v_proj")));
        var (a, b, layer) = (Tensor(adapted, "lora_A.weight"), Tensor(adapted, "lora_B.weight"), adapted.Layers[0].Layer);
        b.copy_(randn(b.shape, dtype: float64));
        var x = randn([3, 12], dtype: float64);
        var dense = layer.base_layer.weight + (b.matmul(a) * scaling);
        Assert.That((layer.forward(x) - x.matmul(dense.t()) - layer.base_layer.bias!).abs().max().ToDouble(), Is.LessThan(1e-12));
    }

    [Test]
    public void Dropout_ActsOnTheInputOfTheUpdateInTrainingOnly()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var model = new TwoLinears();
        var adapted = Compiler.Inject(model, Lora(("r", 2), ("lora_alpha", 2), ("lora_dropout", 0.5), ("target_modules", "v_proj")));
        var (a, b, layer) = (Tensor(adapted, "lora_A.weight"), Tensor(adapted, "lora_B.weight"), adapted.Layers[0].Layer);
        b.copy_(randn(b.shape, dtype: float64));
        var x = ones([4000, 12], dtype: float64);
        model.eval();
        var whole = layer.forward(x);
        Assert.That((layer.forward(x) - whole).abs().max().ToDouble(), Is.Zero);
        model.train();
        manual_seed(5);
        var update = layer.forward(x) - layer.base_layer.forward(x);
        // Each input is 0 or 2 with probability ½ each: mean as in evaluation, variance Σ over the inputs of (B·A)².
        var wanted = b.matmul(a).pow(2).sum(1);
        var deviation = update - (whole - layer.base_layer.forward(x));
        Assert.That((deviation.mean([0]).abs() / wanted.sqrt()).max().ToDouble(), Is.LessThan(0.08));
        Assert.That((deviation.pow(2).mean([0]) / wanted - 1).abs().max().ToDouble(), Is.LessThan(0.15));
    }

    [Test]
    public void StartValues_AreThoseOfPeft()
    {
        using var scope = NewDisposeScope();
        var start = Compiler.Inject(new TwoLinears(width: 256), Lora(("r", 64), ("init_lora_weights", "gaussian"), ("target_modules", "q_proj")));
        Assert.That(Tensor(start, "lora_A.weight").std().ToDouble(), Is.EqualTo(1.0 / 64).Within(5).Percent);
        Assert.That(Tensor(start, "lora_B.weight").abs().max().ToDouble(), Is.Zero);
        var usual = Compiler.Inject(new TwoLinears(width: 256), Lora(("r", 64), ("target_modules", "q_proj")));
        Assert.That(Tensor(usual, "lora_A.weight").abs().max().ToDouble(), Is.InRange(0.99 / 16, 1.0 / 16));
        var random = Compiler.Inject(new TwoLinears(width: 256), Lora(("r", 64), ("init_lora_weights", false), ("target_modules", "q_proj")));
        Assert.That(Tensor(random, "lora_B.weight").abs().max().ToDouble(), Is.InRange(0.99 / 8, 1.0 / 8));
    }

    [Test]
    public void Patterns_TakeTheFirstKeyThatFitsTheEndOfTheName_AndRefuseIdleOnes()
    {
        var adapted = Compiler.Inject(new TwoLinears(), Lora(("r", 2), ("rank_pattern", Pattern(("[qv]_proj", 3), ("q_proj", 5))), ("target_modules", "q_proj,v_proj")));
        Assert.That(adapted.TrainableParameters.Where(entry => entry.name.Contains("lora_A", StringComparison.Ordinal)).Select(entry => entry.p.shape[0]), Is.EqualTo(new[] { 3, 3 }));
        Assert.That(() => Compiler.Inject(new TwoLinears(), Lora(("rank_pattern", Pattern(("proj", 3))), ("target_modules", "q_proj"))),
            Throws.TypeOf<AdapterOptionException>().With.Message.Contain("rank_pattern").And.Message.Contain("'proj'").And.Message.Contain("q_proj"));
        Assert.That(() => Lora(("rank_pattern", Pattern(("q_proj", 1.5)))), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("'q_proj' is '1.5'"));
        Assert.That(() => Lora(("alpha_pattern", Pattern(("(", 1)))), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("regular expression"));
    }

    [Test]
    public void WhatItDoesNotDo_IsRefusedByName()
    {
        Assert.That(() => Lora(("bias", "lora_only")), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("lora_only").And.Message.Contain("bitfit"));
        Assert.That(() => Lora(("use_dora", true)), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("adapter dora"));
        Assert.That(() => Lora(("init_lora_weights", "pissa")), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("pissa").And.Message.Contain("gaussian"));
    }

    // 12 × 12 and 12 × 5: a rank costs 24 and 17.
    [TestCase(41, 1, 1, 41)]
    [TestCase(64, 1, 2, 58)]
    [TestCase(65, 2, 1, 65)]
    [TestCase(200, 5, 4, 188)]
    public void ABudgetIsUsedAsFarAsRanksAllow_AndTheScalingStays(int budget, int first, int second, int used)
    {
        var adapted = Compiler.Inject(new TwoLinears(), Lora(("r", 8), ("lora_alpha", 4), ("budget", budget), ("target_modules", "q_proj,v_proj")));
        Assert.That(adapted.TrainableParameters.Where(entry => entry.name.Contains("lora_A", StringComparison.Ordinal)).Select(entry => entry.p.shape[0]), Is.EqualTo(new[] { first, second }));
        Assert.That(adapted.Modules.Sum(module => module.Stored), Is.EqualTo(used));
        Assert.That(adapted.BudgetReason, Does.Contain($"{used} of {budget}"));
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var (name, layer) in adapted.Layers)
        {
            var (a, b) = (Tensor(adapted, $"{name}.lora_A.weight"), Tensor(adapted, $"{name}.lora_B.weight"));
            b.copy_(randn(b.shape, dtype: float64));
            var x = randn([3, 12], dtype: float64);
            Assert.That((layer.forward(x) - layer.base_layer.forward(x) - (x.matmul(a.t()).matmul(b.t()) * 0.5)).abs().max().ToDouble(), Is.LessThan(1e-12), name);
        }
    }

    [Test]
    public void ABudgetBelowRankOne_IsRefusedWithTheLeastThatWorks() =>
        Assert.That(() => Compiler.Inject(new TwoLinears(), Lora(("budget", 40), ("target_modules", "q_proj,v_proj"))),
            Throws.TypeOf<AdapterOptionException>().With.Message.Contain("at least 41").And.Message.Contain("40"));
}
