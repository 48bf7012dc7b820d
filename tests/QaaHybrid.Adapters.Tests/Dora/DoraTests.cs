using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Dora;

public class DoraTests
{
    private static AdapterConfig Dora(params (string Key, object? Value)[] options) =>
        AdapterRegistry.Configure("dora", options.ToDictionary(option => option.Key, option => option.Value));

    [Test]
    public void TheMagnitudesStartAsTheLengthsOfTheRows()
    {
        using var scope = NewDisposeScope();
        var adapted = Compiler.Inject(new TwoLinears(), Dora(("r", 2), ("target_modules", "v_proj")));
        var (name, magnitude) = adapted.TrainableParameters.Last();
        Assert.That(name, Is.EqualTo("base_model.model.v_proj.lora_magnitude_vector"));
        Assert.That(magnitude.shape, Is.EqualTo(new long[] { 5 }));
        var rows = adapted.Layers[0].Layer.base_layer.weight.pow(2).sum(1).sqrt();
        Assert.That((magnitude - rows).abs().max().ToDouble(), Is.LessThan(1e-14));
    }

    // §4.3 of the paper: ‖W₀ + s·B·A‖ counts as a constant. The reference is the dense formula, recorded by autograd with that norm detached.
    [TestCase(true)]
    [TestCase(false)]
    public void ItsGradient_HoldsTheNormConstantUnlessToldOtherwise(bool detach)
    {
        using var scope = NewDisposeScope();
        var adapted = Compiler.Inject(new TwoLinears(), Dora(("r", 3), ("lora_alpha", 5), ("detach_norm", detach), ("target_modules", "v_proj")));
        var (layer, parameters) = (adapted.Layers[0].Layer, adapted.TrainableParameters.Select(entry => entry.p).ToList());
        using (no_grad())
            foreach (var parameter in parameters)
                parameter.add_(randn(parameter.shape, dtype: float64));
        var (x, weights) = (randn([4, 12], dtype: float64, requires_grad: true), randn([4, 5], dtype: float64));
        (layer.forward(x) * weights).sum().backward();
        var found = parameters.Select(parameter => (Tensor)parameter).Append(x).Select(leaf => leaf.grad!.clone()).ToList();

        var (a, b, m) = (parameters[0], parameters[1], parameters[2]);
        foreach (var leaf in parameters.Select(parameter => (Tensor)parameter).Append(x))
            leaf.grad = null;
        var changed = layer.base_layer.weight + (b.matmul(a) * (5.0 / 3));
        var norm = changed.pow(2).sum(1).sqrt();
        var dense = changed * (m / (detach ? norm.detach() : norm)).unsqueeze(1);
        ((x.matmul(dense.t()) + layer.base_layer.bias!) * weights).sum().backward();
        foreach (var (leaf, gradient) in parameters.Select(parameter => (Tensor)parameter).Append(x).Zip(found))
            Assert.That((leaf.grad! - gradient).abs().max().ToDouble(), Is.LessThan(1e-11));
    }

    [Test]
    public void ABudgetCountsTheMagnitudesToo()
    {
        var adapted = Compiler.Inject(new TwoLinears(), Dora(("budget", 101), ("target_modules", "q_proj,v_proj")));
        // 12 + 5 magnitudes, then ranks of 24 and 17: two each make 99.
        Assert.That(adapted.Modules.Sum(module => module.Stored), Is.EqualTo(99));
        Assert.That(adapted.BudgetReason, Does.Contain("99 of 101").And.Contain("rank 2"));
    }

    [Test]
    public void UseDoraFalse_IsLora() =>
        Assert.That(() => Dora(("use_dora", false)), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("adapter lora"));
}
