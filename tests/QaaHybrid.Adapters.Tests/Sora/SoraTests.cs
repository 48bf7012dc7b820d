using QaaHybrid.Adapters.Sora;
using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Sora;

public class SoraTests
{
    private static AdapterConfig Sora(params (string Key, object? Value)[] options) =>
        AdapterRegistry.Configure("sora", options.ToDictionary(option => option.Key, option => option.Value));

    private static Parameter Tensor(AdaptedModel adapted, string name) => adapted.TrainableParameters.First(entry => entry.name.EndsWith(name, StringComparison.Ordinal)).p;

    [Test]
    public void ItIsWhatItsEquationSays()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var adapted = Compiler.Inject(new TwoLinears(), Sora(("r", 4), ("lora_alpha", 6), ("target_modules", "v_proj")));
        var (a, b, g, layer) = (Tensor(adapted, "lora_A.weight"), Tensor(adapted, "lora_B.weight"), Tensor(adapted, "gate"), adapted.Layers[0].Layer);
        b.copy_(randn(b.shape, dtype: float64));
        var x = randn([3, 12], dtype: float64);
        var dense = layer.base_layer.weight + (b.matmul(g.diag()).matmul(a) * (6.0 / 4));
        Assert.That((layer.forward(x) - x.matmul(dense.t()) - layer.base_layer.bias!).abs().max().ToDouble(), Is.LessThan(1e-12));
    }

    [Test]
    public void TheGatesStartNormallyDistributed()
    {
        using var scope = NewDisposeScope();
        var gate = Tensor(Compiler.Inject(new TwoLinears(), Sora(("r", 4000), ("target_modules", "v_proj"))), "gate");
        Assert.That(gate.mean().ToDouble(), Is.EqualTo(0).Within(0.06));
        Assert.That(gate.std().ToDouble(), Is.EqualTo(1).Within(0.05));
    }

    [Test]
    public void ThePenalty_IsLambdaTimesTheMeanSizeOfAllGates()
    {
        using var scope = NewDisposeScope();
        var adapted = Compiler.Inject(new TwoLinears(), Sora(("r", 3), ("sparse_lambda", 7), ("rank_pattern", new Dictionary<string, object?> { ["v_proj"] = 2 }), ("target_modules", "q_proj,v_proj")));
        var (first, second) = (Tensor(adapted, "q_proj.gate"), Tensor(adapted, "v_proj.gate"));
        var penalty = adapted.Penalty()!;
        Assert.That(penalty.ToDouble(), Is.EqualTo(7 * (first.abs().sum() + second.abs().sum()).ToDouble() / 5).Within(1e-12));
        penalty.backward();
        Assert.That((second.grad! - second.sign() * (7.0 / 5)).abs().max().ToDouble(), Is.LessThan(1e-12));
        Assert.That(Compiler.Inject(new TwoLinears(), Sora(("sparse_lambda", 0), ("target_modules", "q_proj"))).Penalty(), Is.Null);
    }

    [Test]
    public void AfterAStep_TheGatesAreSoftlyThresholded()
    {
        using var scope = NewDisposeScope();
        var adapted = Compiler.Inject(new TwoLinears(), Sora(("r", 4), ("sparse_lambda_2", 0.25), ("target_modules", "q_proj")));
        var gate = Tensor(adapted, "gate");
        using (no_grad())
            gate.copy_(tensor(new[] { 1.0, -0.5, 0.25, -0.1 }));
        adapted.AfterStep(0.1);
        Assert.That(gate.data<double>().ToArray(), Is.EqualTo(new[] { 0.75, -0.25, 0, 0 }));
        Assert.That(adapted.Diagnostics()["sora_ranks"], Is.EqualTo(2));
    }

    // The published schedule: from 0 to 7e-4 in seven values.
    [Test]
    public void TheSchedule_RaisesTheThresholdInEqualStages()
    {
        var config = (SoraConfig)Sora(("sparse_lambda_2", 0), ("lambda_schedule", "linear"), ("max_lambda", 7e-4), ("lambda_num", 7)).Own;
        var values = Enumerable.Range(1, 700).Select(step => config.ThresholdAt(step / 700.0)).ToList();
        Assert.That(values.Distinct().Count(), Is.EqualTo(7));
        Assert.That(values, Is.Ordered);
        Assert.That(values[0], Is.Zero);
        Assert.That(values[99], Is.Zero);
        Assert.That(values[100], Is.EqualTo(7e-4 / 6).Within(1e-15));
        Assert.That(values[^1], Is.EqualTo(7e-4).Within(1e-15));
        Assert.That(((SoraConfig)Sora().Own).ThresholdAt(1), Is.EqualTo(3e-4));
        Assert.That(() => Sora(("sparse_lambda_2", 1e-3), ("lambda_schedule", "linear"), ("max_lambda", 5e-4)), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("max_lambda"));
    }

    // One module loses one rank, the other all.
    [Test]
    public void Finish_DropsRanksWhoseGateIsZero_AndTheFileHoldsTheSmallerOnes()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var model = new TwoLinears();
        var adapted = Compiler.Inject(model, Sora(("r", 3), ("lora_alpha", 5), ("target_modules", "q_proj,v_proj")));
        using (no_grad())
        {
            foreach (var (_, parameter) in adapted.TrainableParameters)
                parameter.copy_(randn(parameter.shape, dtype: float64));
            Tensor(adapted, "q_proj.gate").copy_(tensor(new[] { 0.5, 0.0, -2.0 }));
            Tensor(adapted, "v_proj.gate").zero_();
        }
        var x = randn([3, 12], dtype: float64);
        var before = model.forward(x);
        adapted.Finish();
        Assert.That((model.forward(x) - before).abs().max().ToDouble(), Is.LessThan(1e-13));
        Assert.That(adapted.TrainableParameters.Select(entry => entry.p.numel()), Is.EqualTo(new[] { 2 * 12, 12 * 2, 2, 0, 0, 0 }));
        Assert.That(adapted.Diagnostics()["sora_ranks"], Is.EqualTo(2));
        adapted.Save(folder.Path);

        var (config, _) = AdaptedModel.ReadConfig(folder.Path);
        Assert.That(config.Own.Options["rank_pattern"], Is.EqualTo(new Dictionary<string, object?> { ["q_proj"] = 2.0, ["v_proj"] = 0.0 }));
        var other = new TwoLinears();
        var loaded = AdaptedModel.FromPretrainedAsync(other, folder.Path, Compiler.Services).GetAwaiter().GetResult();
        Assert.That((other.forward(x) - before).abs().max().ToDouble(), Is.LessThan(1e-13));
        loaded.Merge();
        Assert.That((other.forward(x) - before).abs().max().ToDouble(), Is.LessThan(1e-12));
    }

    // The whole path: strong sparsity ends with fewer ranks, none with all of them.
    [TestCase(0.02, 0, 5)]
    [TestCase(0.0, 12, 12)]
    public void Training_DrivesGatesToZero(double threshold, int least, int most)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var adapted = Compiler.Inject(model, Sora(("r", 6), ("sparse_lambda", 2), ("sparse_lambda_2", threshold), ("target_modules", "q_proj,v_proj")));
        var optimizer = optim.AdamW(adapted.TrainableParameters.Select(entry => entry.p), lr: 0.01);
        var (x, wanted) = (randn([6, 12], dtype: float64), randn([6, 5], dtype: float64));
        const int Steps = 60;
        for (var step = 1; step <= Steps; step++)
        {
            optimizer.zero_grad();
            (nn.functional.mse_loss(model.forward(x), wanted) + adapted.Penalty()!).backward();
            optimizer.step();
            adapted.AfterStep((double)step / Steps);
        }
        adapted.Finish();
        Assert.That(adapted.Layers.Sum(layer => ((SoraLinear)layer.Layer).Rank), Is.InRange(least, most));
    }
}
