using QaaHybrid.Models;

namespace QaaHybrid.Tests;

/// <summary>The shipped configurations have the sizes of the models they name.</summary>
public class ModelSizesTest
{
    // Parameters without a classifier: as published, and exactly.
    [TestCase("deberta-v3-base", 184, 184_422_144)]
    [TestCase("roberta-base", 124, 124_055_040)]
    [TestCase("gpt2", 124, 124_439_808)]
    [TestCase("gpt-neo-125m", 125, 125_198_592)]
    [TestCase("llama-7b", 6738, 6_738_415_616)]
    [TestCase("tinyllama-1.1b", 1100, 1_100_048_384)]
    [TestCase("dinov2-large", 304, 304_368_640)]
    public async Task A_configuration_has_its_models_size(string name, int millions, long exact)
    {
        await using var session = new QaaSession();
        using var model = ModelSizes.Create(ModelSizes.Read(name));
        var count = await ModelSizes.CountAsync(session, model, "lora", new Dictionary<string, object?>());
        Assert.That(count.Base, Is.EqualTo(exact));
        Assert.That(count.Base / 1e6, Is.EqualTo(millions).Within(0.5));
    }

    [Test]
    public void Every_configuration_is_tested() => Assert.That(
        ModelSizes.Names,
        Is.EquivalentTo(typeof(ModelSizesTest).GetMethod(nameof(A_configuration_has_its_models_size))!.GetCustomAttributes(typeof(TestCaseAttribute), false).Cast<TestCaseAttribute>().Select(test => test.Arguments[0])));

    [Test]
    public void A_model_of_seven_billion_parameters_takes_no_memory()
    {
        GC.Collect();
        var before = Environment.WorkingSet;
        using var model = ModelSizes.Create(ModelSizes.Read("llama-7b"));
        var counted = Adapters.AdaptedModel.CountAsync(model, Adapters.AdapterRegistry.Configure("full", new Dictionary<string, object?>()), new QaaSession().Services(0, 1)).GetAwaiter().GetResult();
        Assert.That(counted.Trainable, Is.EqualTo(6_738_415_616));
        Assert.That(Environment.WorkingSet - before, Is.LessThan(500_000_000));
    }

    [TestCase("gpt2", ModelTask.ImageClassification)]
    [TestCase("roberta-base", ModelTask.CausalLanguageModel)]
    public void A_family_without_the_head_is_refused(string name, ModelTask task) =>
        Assert.That(() => ModelSizes.Create(ModelSizes.Read(name), task), Throws.TypeOf<ModelFileException>());
}
