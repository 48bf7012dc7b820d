using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests;

/// <summary>What every adapter promises, whatever it computes. A new method gets its options here.</summary>
public class AdapterContractTests
{
    private static IEnumerable<TestCaseData> Cases()
    {
        static TestCaseData Case(string name, string method, params (string, object?)[] options) =>
            new TestCaseData(method, options.ToDictionary(option => option.Item1, option => option.Item2)).SetArgDisplayNames(name);

        yield return Case("lora", "lora", ("r", 3), ("target_modules", "q_proj,v_proj"));
        foreach (var ansatz in new[] { "Ansatz.RYRing", "Ansatz.Square", "Layers.Brick", "Layers.Pyramid" })
        {
            yield return Case($"qaa z {ansatz}", "qaa", ("ansatz", $"QaaHybrid.{ansatz}"), ("layers", 1), ("bias", true), ("scale", 0.5), ("target_modules", "q_proj,v_proj"));
            yield return Case($"qaa probabilities {ansatz}", "qaa", ("ansatz", $"QaaHybrid.{ansatz}"), ("layers", 1), ("read_out", "probabilities"), ("target_modules", "q_proj,v_proj"));
        }
        foreach (var ansatz in new[] { "Ansatz.RYRing", "Layers.Brick", "Layers.Pyramid" })
            yield return Case($"qaa amplitudes {ansatz}", "qaa", ("ansatz", $"QaaHybrid.{ansatz}"), ("layers", 1), ("read_out", "amplitudes"), ("target_modules", "q_proj"));
    }

    [TestCaseSource(nameof(Cases))]
    public void StartsAsTheIdentityChange(string method, Dictionary<string, object?> options)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var x = randn([3, 4, 12], dtype: float64);
        var before = model.forward(x);
        Compiler.Inject(model, AdapterRegistry.Configure(method, options));
        Assert.That((model.forward(x) - before).abs().max().ToDouble(), Is.LessThan(1e-12));
    }

    [TestCaseSource(nameof(Cases))]
    public void ABaseInHalfPrecision_HasItsAdapterInSinglePrecision(string method, Dictionary<string, object?> options)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears(dtype: ScalarType.BFloat16);
        var adapted = Compiler.Inject(model, AdapterRegistry.Configure(method, options));
        Assert.That(adapted.TrainableParameters.Select(entry => entry.p.dtype), Is.All.EqualTo(float32));
        // What runs between the layers may be of either type.
        foreach (var type in (ScalarType[])[float32, ScalarType.BFloat16])
        {
            var result = model.forward(randn([3, 12], dtype: type));
            Assert.That(result.dtype, Is.EqualTo(type));
            result.sum().backward();
        }
        Assert.That(adapted.TrainableParameters.Select(entry => entry.p.grad!.dtype), Is.All.EqualTo(float32));
    }

    [TestCaseSource(nameof(Cases))]
    public void OnlyTheAdapterIsTrained_AndEveryPartOfItIsReachedWithinAFewSteps(string method, Dictionary<string, object?> options)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var frozen = model.parameters().ToList();
        var adapted = Compiler.Inject(model, AdapterRegistry.Configure(method, options));
        var trained = adapted.TrainableParameters.ToList();
        var start = trained.ConvertAll(entry => entry.p.detach().clone());
        var optimizer = optim.AdamW(trained.Select(entry => entry.p), lr: 0.02);
        var x = randn([6, 12], dtype: float64);
        var wanted = randn([6, 5], dtype: float64);
        for (var step = 0; step < 3; step++)
        {
            optimizer.zero_grad();
            nn.functional.mse_loss(model.forward(x), wanted).backward();
            optimizer.step();
        }
        Assert.That(frozen.All(parameter => !parameter.requires_grad && parameter.grad is null));
        foreach (var ((name, parameter), from) in trained.Zip(start))
        {
            Assert.That(parameter.grad!.abs().max().ToDouble(), Is.GreaterThan(0), $"gradient of {name} after the first step");
            Assert.That((parameter - from).abs().max().ToDouble(), Is.GreaterThan(1e-4), name);
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void GradientsAgreeWithCentralDifferences_AtTheStartAndElsewhere(string method, Dictionary<string, object?> options)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var adapted = Compiler.Inject(model, AdapterRegistry.Configure(method, options));
        var x = randn([3, 12], dtype: float64, requires_grad: true);
        var weights = randn([3, 5], dtype: float64);
        Tensor Loss() => (model.forward(x) * weights).sum();

        Check("start");
        using (no_grad())
            foreach (var (_, parameter) in adapted.TrainableParameters)
                parameter.add_(randn(parameter.shape, dtype: float64), alpha: 0.5);
        Check("random");

        void Check(string where)
        {
            foreach (var (name, tensor) in adapted.TrainableParameters.Select(entry => (entry.name, (Tensor)entry.p)).Append(("input", x)))
            {
                var error = Gradients.RelativeError(Loss, tensor);
                TestContext.Out.WriteLine($"{TestContext.CurrentContext.Test.Name} {where} {name}: {error:E1}");
                Assert.That(error, Is.LessThan(1e-5), $"{where}: {name}");
            }
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void SavedAndLoaded_GivesTheSameOutputs(string method, Dictionary<string, object?> options)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var model = new TwoLinears();
        var adapted = Compiler.Inject(model, AdapterRegistry.Configure(method, options));
        using (no_grad())
            foreach (var (_, parameter) in adapted.TrainableParameters)
                parameter.add_(randn(parameter.shape, dtype: float64));
        var x = randn([3, 12], dtype: float64);
        var trained = model.forward(x);
        adapted.Save(folder.Path);

        var other = new TwoLinears();
        var loaded = AdaptedModel.FromPretrainedAsync(other, folder.Path, Compiler.Services with { Seed = 99 }).GetAwaiter().GetResult();
        Assert.That(loaded.Seed, Is.EqualTo(7));
        Assert.That(other.forward(x).data<double>().ToArray(), Is.EqualTo(trained.data<double>().ToArray()));
    }

    [TestCaseSource(nameof(Cases))]
    public void Removed_LeavesTheBaseModel(string method, Dictionary<string, object?> options)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var x = randn([3, 12], dtype: float64);
        var before = model.forward(x);
        var adapted = Compiler.Inject(model, AdapterRegistry.Configure(method, options));
        using (no_grad())
            foreach (var (_, parameter) in adapted.TrainableParameters)
                parameter.add_(1.0);
        adapted.Remove();
        Assert.That(model.q_proj, Is.InstanceOf<Linear>());
        Assert.That(model.forward(x).data<double>().ToArray(), Is.EqualTo(before.data<double>().ToArray()));
    }
}
