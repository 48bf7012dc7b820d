using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests;

/// <summary>What every adapter promises, whatever it computes. A method names its cases beside its other tests, as an <see cref="AdapterCases"/>.</summary>
public class AdapterContractTests
{
    private static IEnumerable<TestCaseData> Cases() => AdapterCases.All.Select(entry => new TestCaseData(entry.Method, entry.Options).SetArgDisplayNames(entry.Name));

    private static IEnumerable<TestCaseData> IdentityCases() => AdapterCases.All
        .Select(entry => new TestCaseData(entry.Method, entry.Options, AdapterCases.NotTheIdentity.GetValueOrDefault(entry.Name)).SetArgDisplayNames(entry.Name));

    [TestCaseSource(nameof(IdentityCases))]
    public void StartsAsTheIdentityChange_OrSaysWhyNot(string method, Dictionary<string, object?> options, string? reason)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var x = randn([3, 4, 12], dtype: float64);
        var before = model.forward(x);
        Compiler.Inject(model, AdapterRegistry.Configure(method, options));
        var change = (model.forward(x) - before).abs().max().ToDouble();
        Assert.That(change, reason is null ? Is.LessThan(1e-12) : Is.GreaterThan(1e-3), reason);
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
        // A method that changes the model as a whole trains parameters of the model itself.
        foreach (var parameter in frozen.Except(trained.Select(entry => entry.p)))
            Assert.That(!parameter.requires_grad && parameter.grad is null);
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

    [TestCaseSource(nameof(Cases))]
    public void ItsOptions_GiveTheSameConfigurationAgain(string method, Dictionary<string, object?> options)
    {
        var config = AdapterRegistry.Configure(method, options);
        var again = AdapterRegistry.Configure(method, config.Own.Options);
        Assert.That(again.Own.Options, Is.EqualTo(config.Own.Options));
    }

    [TestCaseSource(nameof(Cases))]
    public void Merged_TheWeightsComputeTheSame_AndUnmergedTheyAreTheBaseModelsAgain(string method, Dictionary<string, object?> options)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var weights = model.parameters().Select(parameter => parameter.detach().clone()).ToList();
        var linears = new[] { model.Q, (Linear)model.v_proj };
        var wholly = AdapterRegistry.Configure(method, options).Own is IModelMethod;
        var adapted = Compiler.Inject(model, AdapterRegistry.Configure(method, options));
        Randomize(adapted);
        model.eval();
        var x = randn([3, 12], dtype: float64);
        var trained = model.forward(x);
        if (adapted.MergeObstacle is { } obstacle)
        {
            Assert.That(adapted.Merge, Throws.InvalidOperationException.With.Message.Contain(method).And.Message.Contain(obstacle));
            Assert.That(model.forward(x).data<double>().ToArray(), Is.EqualTo(trained.data<double>().ToArray()));
            return;
        }
        adapted.Merge();
        Assert.That((model.forward(x) - trained).abs().max().ToDouble(), Is.LessThan(1e-10));
        adapted.Unmerge();
        Assert.That((model.forward(x) - trained).abs().max().ToDouble(), Is.LessThan(1e-10));
        // The parameters of a method that changes the model as a whole are its own while it is in.
        if (wholly)
            adapted.Disable();
        var differences = linears.SelectMany(linear => linear.parameters()).Zip(weights, (now, before) => (now - before).abs().max().ToDouble());
        Assert.That(differences, Is.All.LessThan(1e-10));
        if (wholly)
            adapted.Use(AdaptedModel.DefaultName);
        adapted.MergeAndUnload();
        Assert.That(model.q_proj, Is.InstanceOf<Linear>());
        Assert.That((model.forward(x) - trained).abs().max().ToDouble(), Is.LessThan(1e-10));
    }

    [TestCaseSource(nameof(Cases))]
    public void TwoAdapters_TakeTurns(string method, Dictionary<string, object?> options)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var x = randn([3, 12], dtype: float64);
        var bare = model.forward(x);
        var adapted = Compiler.Inject(model, AdapterRegistry.Configure(method, options));
        Randomize(adapted);
        model.eval();
        var first = model.forward(x);
        adapted.AddAsync("second", AdapterRegistry.Configure(method, options), Compiler.Services with { Seed = 11 }).GetAwaiter().GetResult();
        adapted.Use("second");
        var fresh = new TwoLinears();
        fresh.eval();
        AdaptedModel.InjectAsync(fresh, AdapterRegistry.Configure(method, options), Compiler.Services with { Seed = 11 }).GetAwaiter().GetResult();
        Assert.That((model.forward(x) - fresh.forward(x)).abs().max().ToDouble(), Is.LessThan(1e-12));
        adapted.Use(AdaptedModel.DefaultName);
        Assert.That(model.forward(x).data<double>().ToArray(), Is.EqualTo(first.data<double>().ToArray()));
        adapted.Disable();
        Assert.That(model.forward(x).data<double>().ToArray(), Is.EqualTo(bare.data<double>().ToArray()));
        adapted.Delete("second");
        Assert.That(() => adapted.Use("second"), Throws.ArgumentException.With.Message.Contain("default"));
    }

    [TestCaseSource(nameof(Cases))]
    public void Counts_AreThoseOfTheTensors(string method, Dictionary<string, object?> options)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var adapted = Compiler.Inject(new TwoLinears(), AdapterRegistry.Configure(method, options));
        adapted.Save(folder.Path);
        var (tensors, _) = SafetensorsTensors.Read(Path.Combine(folder.Path, AdaptedModel.TensorFile));
        // What is saved whole is counted apart, as a head.
        bool Counted(string name) => !adapted.ModulesToSave.Any(module => name.StartsWith($"{AdaptedModel.Prefix}{module}.", StringComparison.Ordinal));
        Assert.That(adapted.Modules.Sum(module => module.Stored), Is.EqualTo(tensors.Where(entry => Counted(entry.Key)).Sum(entry => entry.Value.numel())));
        Assert.That(adapted.Modules.Sum(module => module.Trainable), Is.EqualTo(adapted.TrainableParameters.Where(entry => Counted(entry.name)).Sum(entry => entry.p.numel())));
        Assert.That(adapted.Modules.Sum(module => module.DegreesOfFreedom), Is.LessThanOrEqualTo(adapted.Modules.Sum(module => module.Trainable)));
    }

    private static void Randomize(AdaptedModel adapted)
    {
        using var guard = no_grad();
        foreach (var (_, parameter) in adapted.TrainableParameters)
            parameter.add_(randn(parameter.shape, dtype: float64), alpha: 0.3);
    }
}
