using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Models;

namespace QaaHybrid.Adapters.Tests;

/// <summary>Full fine-tuning and BitFit on every family.</summary>
public class WholeModelMethodsTests
{
    private static AdapterConfig Configure(string method, params (string Key, object? Value)[] options) =>
        AdapterRegistry.Configure(method, options.ToDictionary(option => option.Key, option => option.Value));

    [Test]
    public void Full_TrainsEveryNumber_AndTheBaseModelComesBack()
    {
        foreach (var (model, _) in SmallModels.OfEveryFamily())
        {
            using var scope = NewDisposeScope();
            var size = model.parameters().Sum(parameter => parameter.numel());
            var before = model.parameters().Select(parameter => parameter.detach().clone()).ToList();
            var adapted = Compiler.Inject(model, Configure("full"));
            Assert.That(adapted.Modules.Sum(module => module.Stored), Is.EqualTo(size), model.GetName());
            Assert.That(adapted.TrainableParameters.Sum(entry => entry.p.numel()), Is.EqualTo(size), model.GetName());
            using (no_grad())
                foreach (var (_, parameter) in adapted.TrainableParameters)
                    parameter.add_(0.5);
            adapted.Remove();
            Assert.That(model.parameters().Zip(before, (now, then) => now.equal(then)), Is.All.True, model.GetName());
        }
    }

    [Test]
    public void BitFit_TrainsTheBiases_OrSaysThatThereAreNone()
    {
        foreach (var (model, _) in SmallModels.OfEveryFamily())
        {
            using var scope = NewDisposeScope();
            var biases = model.named_parameters().Where(entry => entry.name.EndsWith(".bias", StringComparison.Ordinal)).Sum(entry => entry.parameter.numel());
            if (biases == 0)
            {
                Assert.That(() => Compiler.Inject(model, Configure("bitfit")), Throws.TypeOf<AdapterOptionException>().With.Message.Contain($"{model.GetName()} has none"));
                continue;
            }
            var adapted = Compiler.Inject(model, Configure("bitfit"));
            Assert.That(adapted.TrainableParameters.Sum(entry => entry.p.numel()), Is.EqualTo(biases), model.GetName());
            Assert.That(adapted.TrainableParameters.Select(entry => entry.p.dim()), Is.All.EqualTo(1), model.GetName());
        }
    }

    [Test]
    public void LlamaWithoutBiases_IsAmongThoseRefused() => Assert.That(
        () => Compiler.Inject(CausalLM.from_config(SmallModels.Decoders[3], seed: 1), Configure("bitfit")), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("Llama"));

    [TestCase("full")]
    [TestCase("bitfit")]
    public void AFreshHead_IsCountedAndSavedOnce(string method)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var model = SequenceClassification.from_config(SmallModels.Encoders[0], seed: 1);
        var adapted = AdaptedModel.InjectAsync(model, Configure(method), Compiler.Services, ["classifier"]).GetAwaiter().GetResult();
        Assert.That(adapted.Modules.Select(module => module.Name), Is.Not.Empty.And.None.StartsWith("classifier"));
        var names = adapted.TrainableParameters.Select(entry => entry.name).ToList();
        Assert.That(names, Is.Unique.And.Contain("base_model.model.classifier.bias"));
        adapted.Save(folder.Path);
        Assert.That(SafetensorsTensors.Read(Path.Combine(folder.Path, AdaptedModel.TensorFile)).Tensors.Keys, Is.EquivalentTo(names));
    }

    [TestCase("full")]
    [TestCase("bitfit")]
    public void AModelInHalfPrecision_TrainsInSinglePrecision(string method)
    {
        foreach (var (model, forward) in HalfPrecision())
        {
            using var scope = NewDisposeScope();
            var adapted = Compiler.Inject(model, Configure(method));
            forward().to(float32).square().sum().backward();
            foreach (var (name, parameter) in adapted.TrainableParameters)
                Assert.That(parameter.grad?.dtype ?? float32, Is.EqualTo(float32), $"{model.GetName()} {name}");
            Assert.That(adapted.TrainableParameters.Count(entry => entry.p.grad is not null), Is.GreaterThan(4), model.GetName());
        }
    }

    private static IEnumerable<(PreTrainedModel Model, Func<Tensor> Forward)> HalfPrecision()
    {
        var ids = tensor(new long[] { 1, 5, 2, 7 }, [1, 4]);
        foreach (var family in (PreTrainedModel[])[CausalLM.from_config(SmallModels.Decoders[0], 1), CausalLM.from_config(SmallModels.Decoders[1], 1), SequenceClassification.from_config(SmallModels.Encoders[0], 1)])
        {
            using var folder = new TemporaryFolder();
            family.save_pretrained(folder.Path);
            PreTrainedModel model = family is CausalLM ? CausalLM.from_pretrained(folder.Path, ScalarType.BFloat16) : SequenceClassification.from_pretrained(folder.Path, new LoadOptions(ScalarType.BFloat16));
            yield return (model, () => model.forward(ids));
        }
    }

    [TestCase("full")]
    [TestCase("bitfit")]
    public void TakesNoTargets(string method) =>
        Assert.That(() => Configure(method, ("target_modules", "q_proj")), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("as a whole"));
}
