using QaaHybrid.Adapters.FourierFT;
using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.FourierFT;

public class FourierFTTests
{
    private static AdapterConfig Fourier(params (string Key, object? Value)[] options) =>
        AdapterRegistry.Configure("fourierft", options.ToDictionary(option => option.Key, option => option.Value));

    private static Tensor Change(AdaptedModel adapted)
    {
        using var guard = no_grad();
        var (layer, unit) = (adapted.Layers[0].Layer, eye(adapted.Layers[0].Layer.base_layer.in_features, dtype: float64));
        return (layer.forward(unit) - layer.base_layer.forward(unit)).t();
    }

    // Even and odd sizes; one place, few, and all but one of them, so that places meet their mirrors.
    [TestCase(12, 12, 1)]
    [TestCase(12, 12, 143)]
    [TestCase(9, 7, 62)]
    [TestCase(8, 5, 39)]
    [TestCase(5, 8, 11)]
    public void TheChange_IsASumOfCosines(int inputs, int outputs, int count)
    {
        using var scope = NewDisposeScope();
        var adapted = Compiler.Inject(new TwoLinears(inputs, outputs), Fourier(("n_frequency", count), ("scaling", 3), ("random_loc_seed", 5), ("target_modules", "v_proj")));
        var coefficients = adapted.TrainableParameters.Single().p.data<double>().ToArray();
        var places = new FourierPlaces(5, outputs, inputs, count).Places;
        Assert.That(places.Distinct().Count(), Is.EqualTo(count));
        var change = Change(adapted);
        for (var p = 0; p < outputs; p++)
            for (var q = 0; q < inputs; q++)
            {
                var expected = coefficients.Zip(places, (c, place) => c * Math.Cos(2 * Math.PI * (((double)p * place.Row / outputs) + ((double)q * place.Column / inputs)))).Sum() * 3 / (outputs * inputs);
                Assert.That(change[p, q].ToDouble(), Is.EqualTo(expected).Within(1e-12));
            }
    }

    [Test]
    public void FewCoefficientsAndMany_ComputeTheSameFunction()
    {
        using var scope = NewDisposeScope();
        var adapted = Compiler.Inject(new TwoLinears(64), Fourier(("n_frequency", 7), ("target_modules", "q_proj")));
        var layer = (FourierFTLinear)adapted.Layers[0].Layer;
        Assert.That(layer.IsSparse);
        var change = Change(adapted);
        var before = layer.base_layer.weight.detach().clone();
        adapted.Merge();
        Assert.That((layer.base_layer.weight - before - change).abs().max().ToDouble(), Is.LessThan(1e-13));
        Assert.That(((FourierFTLinear)Compiler.Inject(new TwoLinears(64), Fourier(("n_frequency", 8), ("target_modules", "q_proj"))).Layers[0].Layer).IsSparse, Is.False);
    }

    [Test]
    public void AsPublished_ItStartsFromNormallyDistributedCoefficients()
    {
        using var scope = NewDisposeScope();
        var start = Compiler.Inject(new TwoLinears(64), Fourier(("n_frequency", 4000), ("target_modules", "q_proj"))).TrainableParameters.Single().p;
        Assert.That(start.mean().ToDouble(), Is.EqualTo(0).Within(0.06));
        Assert.That(start.std().ToDouble(), Is.EqualTo(1).Within(0.05));
        var zero = Compiler.Inject(new TwoLinears(64), Fourier(("n_frequency", 10), ("init_weights", true), ("target_modules", "q_proj"))).TrainableParameters.Single().p;
        Assert.That(zero.abs().max().ToDouble(), Is.Zero);
    }

    [Test]
    public void LayersOfOneShape_HaveTheirCoefficientsAtTheSamePlaces()
    {
        var (first, second) = (new FourierPlaces(777, 30, 20, 50), new FourierPlaces(777, 30, 20, 50));
        Assert.That(first.Places, Is.EqualTo(second.Places));
        Assert.That(new FourierPlaces(778, 30, 20, 50).Places, Is.Not.EqualTo(first.Places));
    }

    [Test]
    public void MoreCoefficientsThanAWeightHas_AreRefused() =>
        Assert.That(() => Compiler.Inject(new TwoLinears(), Fourier(("n_frequency", 60), ("target_modules", "v_proj"))),
            Throws.TypeOf<AdapterOptionException>().With.Message.Contain("v_proj").And.Message.Contain("5 × 12 = 60"));

    [TestCase(101, 51, 50)]
    [TestCase(150, 91, 59)]
    public void ABudgetIsUsedWhole(int budget, int first, int second)
    {
        var adapted = Compiler.Inject(new TwoLinears(), Fourier(("budget", budget), ("target_modules", "q_proj,v_proj")));
        Assert.That(adapted.TrainableParameters.Select(entry => entry.p.numel()), Is.EqualTo(new long[] { first, second }));
        Assert.That(adapted.BudgetReason, Does.Contain($"{first + second} of {budget}"));
    }
}
