using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests;

/// <summary>Every family of encoders and vision models takes an adapter at the places that its users know, and trains its fresh head beside it.</summary>
public class ClassifierFamiliesTests
{
    private static readonly string[] Classifier = ["classifier"];

    private static IEnumerable<TestCaseData> Families()
    {
        yield return new TestCaseData(SmallModels.Encoders[0], "query,value,attention.output.dense,intermediate.dense", 2 * 4);
        yield return new TestCaseData(SmallModels.Encoders[1], "query,value,output.dense,/roberta\\.encoder\\.layer\\.1\\..*key/", 2 * 4 + 1);
        yield return new TestCaseData(SmallModels.Encoders[2], "query_proj,key_proj,value_proj,attention.output.dense", 2 * 4);
        yield return new TestCaseData(SmallModels.Encoders[2], "output.dense", 2 * 2).SetArgDisplayNames("the places of the published counts: attention.output.dense and output.dense");
        yield return new TestCaseData(SmallModels.VisionModels[0], "query,key,value", 2 * 3);
        yield return new TestCaseData(SmallModels.VisionModels[1], "query,key,value,fc1,fc2", 2 * 5);
    }

    [TestCaseSource(nameof(Families))]
    public void AnAdapterAndAFreshHeadLearn_AreSavedTogether_AndComeOut(PretrainedConfig config, string targets, int layers)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var model = Model(config);
        var adapterConfig = AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["r"] = 2, ["target_modules"] = targets });
        var before = Loss(model).ToDouble();
        var weights = Weights(model);
        var adapted = AdaptedModel.InjectAsync(model, adapterConfig, Compiler.Services, Classifier).GetAwaiter().GetResult();
        Assert.That(adapted.Layers, Has.Count.EqualTo(layers));
        Assert.That(Loss(model).ToDouble(), Is.EqualTo(before).Within(1e-6));
        var head = adapted.TrainableParameters.Select(entry => entry.name).Where(name => !name.Contains("lora_", StringComparison.Ordinal)).ToList();
        Assert.That(head, Is.EquivalentTo(config is RobertaConfig
            ? new[] { "base_model.model.classifier.dense.weight", "base_model.model.classifier.dense.bias", "base_model.model.classifier.out_proj.weight", "base_model.model.classifier.out_proj.bias" }
            : ["base_model.model.classifier.weight", "base_model.model.classifier.bias"]));

        var optimizer = optim.AdamW(adapted.TrainableParameters.Select(entry => entry.p), lr: 0.03);
        for (var step = 0; step < 10; step++)
        {
            model.gradient_checkpointing = step % 2 == 1;
            optimizer.zero_grad();
            Loss(model).backward();
            optimizer.step();
        }
        var learnt = Loss(model).ToDouble();
        Assert.That(learnt, Is.LessThan(before - 0.1));
        adapted.Save(folder.Path);

        using var other = Model(config);
        var again = AdaptedModel.FromPretrainedAsync(other, folder.Path, Compiler.Services).GetAwaiter().GetResult();
        Assert.That(again.ModulesToSave, Is.EqualTo(Classifier));
        Assert.That(Loss(other).ToDouble(), Is.EqualTo(learnt).Within(1e-6));

        adapted.Remove();
        Assert.That(Weights(model), Is.EqualTo(weights), "the base model is as it was, with its head");
    }

    [Test]
    public void AHeadInHalfPrecision_IsTrainedInSinglePrecision_AndComesBack()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        SequenceClassification.from_config(SmallModels.Encoders[0], seed: 1).save_pretrained(folder.Path, ScalarType.BFloat16);
        using var model = SequenceClassification.from_pretrained(folder.Path, new LoadOptions(Dtype: null));
        var weights = Weights(model);
        var adapted = AdaptedModel.InjectAsync(
            model, AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["target_modules"] = "query" }), Compiler.Services, Classifier).GetAwaiter().GetResult();
        Assert.That(adapted.TrainableParameters.Select(entry => entry.p.dtype), Is.All.EqualTo(ScalarType.Float32));
        var optimizer = optim.AdamW(adapted.TrainableParameters.Select(entry => entry.p), lr: 0.1);
        Loss(model).backward();
        optimizer.step();
        Assert.That(Weights(model), Is.Not.EqualTo(weights));
        adapted.Remove();
        Assert.That(model.get_parameter("classifier.weight").dtype, Is.EqualTo(ScalarType.BFloat16));
        Assert.That(Weights(model), Is.EqualTo(weights));
    }

    [Test]
    public void AModuleThatIsNotThere_LeavesTheModelUntouched()
    {
        using var scope = NewDisposeScope();
        using var model = Model(SmallModels.Encoders[0]);
        var lora = AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["target_modules"] = "query" });
        Assert.That(
            () => AdaptedModel.InjectAsync(model, lora, Compiler.Services, ["score"]).GetAwaiter().GetResult(),
            Throws.TypeOf<AdapterOptionException>().With.Message.Contain("modules_to_save: 'score' hits no module"));
        Assert.That(model.parameters().All(parameter => parameter.requires_grad));
    }

    [Test]
    public void WhatIsTrainedAsItIs_GetsNoAdapter()
    {
        using var scope = NewDisposeScope();
        using var model = Model(SmallModels.Encoders[1]);
        var lora = AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["target_modules"] = "dense" });
        var adapted = AdaptedModel.InjectAsync(model, lora, Compiler.Services, Classifier).GetAwaiter().GetResult();
        Assert.That(adapted.Layers.Select(entry => entry.Name).ToList(), Has.Count.EqualTo(2 * 3).And.None.StartsWith("classifier"));
        Assert.That(model.get_submodule("classifier.dense"), Is.InstanceOf<Linear>());
    }

    private static PreTrainedModel Model(PretrainedConfig config)
    {
        PreTrainedModel model = config is VisionConfig
            ? ImageClassification.from_config(config with { InitializerRange = 0.3 }, seed: 1)
            : SequenceClassification.from_config(config with { InitializerRange = 0.3 }, seed: 1);
        model.eval();
        return model;
    }

    private static Tensor Loss(PreTrainedModel model)
    {
        var labels = tensor(new long[] { 1, 0, 1 });
        if (model is ImageClassification images)
            return images.loss((arange(3 * 3 * 8 * 8, float32) * 0.37).sin().view(3, 3, 8, 8), labels);
        var ids = tensor(new long[] { 2, 5, 7, 3, 2, 9, 3, 1, 2, 11, 4, 6 }, [3, 4]);
        var mask = tensor(new long[] { 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1 }, [3, 4]);
        return ((SequenceClassification)model).loss(ids, labels, mask);
    }

    private static Dictionary<string, double[]> Weights(nn.Module model) => model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.ToArray<double>());
}
