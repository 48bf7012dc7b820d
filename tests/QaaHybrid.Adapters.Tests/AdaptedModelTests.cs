using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests;

public class AdaptedModelTests
{
    private static AdapterConfig Lora(params (string Key, object? Value)[] options) =>
        AdapterRegistry.Configure("lora", options.ToDictionary(option => option.Key, option => option.Value));

    [Test]
    public void ATargetThatHitsNothing_LeavesTheModelUntouched()
    {
        var model = new TwoLinears();
        Assert.That(
            () => Compiler.Inject(model, Lora(("target_modules", "q_proj,k_proj"))),
            Throws.TypeOf<AdapterOptionException>().With.Message.Contain("'k_proj'").And.Message.Contain("q_proj, v_proj"));
        Assert.That(model.q_proj, Is.InstanceOf<Linear>());
        Assert.That(model.parameters().All(parameter => parameter.requires_grad));
    }

    [Test]
    public void TheSameSeed_GivesTheSameStart_WhateverWasDrawnBefore()
    {
        var (first, second) = (new TwoLinears(), new TwoLinears());
        var a = Compiler.Inject(first, Lora());
        rand([17]);
        var b = Compiler.Inject(second, Lora());
        foreach (var ((_, x), (_, y)) in a.TrainableParameters.Zip(b.TrainableParameters))
            Assert.That(x.data<double>().ToArray(), Is.EqualTo(y.data<double>().ToArray()));
    }

    [Test]
    public void LoraNamesItsTensorsAsPeftDoes()
    {
        var adapted = Compiler.Inject(new TwoLinears(), Lora(("r", 2)));
        Assert.That(adapted.TrainableParameters.Select(entry => entry.name), Is.EqualTo(new[]
        {
            "base_model.model.q_proj.lora_A.weight", "base_model.model.q_proj.lora_B.weight",
            "base_model.model.v_proj.lora_A.weight", "base_model.model.v_proj.lora_B.weight",
        }));
    }

    [Test]
    public void AFileForAnotherModel_IsRefusedByTensorAndShapes()
    {
        using var folder = new TemporaryFolder();
        var small = Compiler.Inject(new TwoLinears(), Lora(("r", 2)));
        small.Save(folder.Path);
        Assert.That(
            async () => await AdaptedModel.FromPretrainedAsync(new TwoLinears(width: 10), folder.Path, Compiler.Services),
            Throws.TypeOf<InvalidDataException>().With.Message.Contain("q_proj.lora_A.weight").And.Message.Contain("[2, 12]").And.Message.Contain("[2, 10]"));
    }

    [Test]
    public void AFolderWithoutAnAdapter_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Assert.That(() => AdaptedModel.ReadConfig(folder.Path), Throws.TypeOf<InvalidDataException>().With.Message.Contain("adapter_config.json"));
        File.WriteAllText(Path.Combine(folder.Path, "adapter_config.json"), """{"peft_type":"LORA","rank":3}""");
        Assert.That(() => AdaptedModel.ReadConfig(folder.Path), Throws.TypeOf<InvalidDataException>().With.Message.Contain("'rank'"));
        File.WriteAllText(Path.Combine(folder.Path, "adapter_config.json"), "{");
        Assert.That(() => AdaptedModel.ReadConfig(folder.Path), Throws.TypeOf<InvalidDataException>().With.Message.Contain("adapter_config.json"));
    }

    [Test]
    public void Lora_IsWhatItsEquationSays()
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var adapted = Compiler.Inject(model, Lora(("r", 4), ("alpha", 6), ("target_modules", "q_proj")));
        var (a, b) = (adapted.TrainableParameters.First().p, adapted.TrainableParameters.Last().p);
        using var guard = no_grad();
        b.copy_(randn(b.shape, dtype: float64));
        var x = randn([5, 12], dtype: float64);
        var linear = (Linear)adapted.Layers[0].Layer.base_layer;
        var expected = x.matmul(linear.weight.t()) + linear.bias! + x.matmul(a.t()).matmul(b.t()) * (6.0 / 4);
        Assert.That((adapted.Layers[0].Layer.forward(x) - expected).abs().max().ToDouble(), Is.LessThan(1e-12));
    }
}
