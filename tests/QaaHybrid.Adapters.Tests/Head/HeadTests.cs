using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Models;

namespace QaaHybrid.Adapters.Tests.Head;

public class HeadTests
{
    private static readonly AdapterConfig Head = AdapterRegistry.Configure("head", new Dictionary<string, object?>());

    [Test]
    public void OnlyTheFreshHead_IsTrainedAndSaved()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var model = SequenceClassification.from_config(SmallModels.Encoders[0], seed: 1);
        var adapted = AdaptedModel.InjectAsync(model, Head, Compiler.Services, ["classifier"]).GetAwaiter().GetResult();
        string[] names = ["base_model.model.classifier.weight", "base_model.model.classifier.bias"];
        Assert.That(adapted.Modules, Is.Empty);
        Assert.That(adapted.TrainableParameters.Select(entry => entry.name), Is.EquivalentTo(names));
        adapted.Save(folder.Path);
        Assert.That(SafetensorsTensors.Read(Path.Combine(folder.Path, AdaptedModel.TensorFile)).Tensors.Keys, Is.EquivalentTo(names));
    }

    [Test]
    public void AHeadThatIsTheEmbedding_IsRefused() => Assert.That(
        () => Compiler.Inject(CausalLM.from_config(SmallModels.Decoders[0], seed: 1), AdapterRegistry.Configure("head", new Dictionary<string, object?> { ["modules_to_save"] = "lm_head" })),
        Throws.TypeOf<AdapterOptionException>().With.Message.Contain("'lm_head' hits nothing that has weights of its own"));

    [Test]
    public void AModelWithoutAHead_IsRefused() => Assert.That(
        () => Compiler.Inject(CausalLM.from_config(SmallModels.Decoders[0], seed: 1), Head),
        Throws.TypeOf<AdapterOptionException>().With.Message.Contain("has none").And.Message.Contain("modules_to_save"));
}
