using QaaHybrid.Adapters.Oft;
using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Oft;

public class OftTests
{
    [TestCase(12, 0, 32, 12)]
    [TestCase(768, 0, 32, 32)]
    [TestCase(768, 5, 0, 192)]
    [TestCase(768, 0, 20, 16)]
    [TestCase(768, 0, 40, 32)]
    [TestCase(768, 0, 41, 48)]
    public void WhatDoesNotDivideTheWidth_GivesWayToTheNearest_AsInPeft(int width, int blocks, int size, int expected) =>
        Assert.That(Config(("r", blocks), ("oft_block_size", size)).BlockSizeFor(width), Is.EqualTo(expected));

    [Test]
    public void BlocksAndTheirSize_AreNotGivenTogether() =>
        Assert.That(() => Config(("r", 2), ("oft_block_size", 4)), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("r (blocks) is 2").And.Message.Contain("oft_block_size is 4"));

    [Test]
    public void BlocksOfASingleNumber_AreRefused()
    {
        var error = Assert.Throws<AdapterOptionException>(() => Inject(new TwoLinears(), ("r", 12)));
        Assert.That(error!.Message, Does.Contain("q_proj").And.Contain("12 inputs"));
    }

    [Test]
    public void ThreeTermsAreFour_AndOneIsTheIdentity()
    {
        using var scope = NewDisposeScope();
        var x = randn([3, 12], dtype: float64);
        var outputs = new List<Tensor>();
        foreach (var terms in (int[])[1, 3, 4])
        {
            var model = new TwoLinears();
            Randomize(Inject(model, ("oft_block_size", 4), ("num_cayley_neumann_terms", terms)));
            outputs.Add(model.forward(x));
        }
        Assert.That((outputs[0] - new TwoLinears().forward(x)).abs().max().ToDouble(), Is.LessThan(1e-12));
        Assert.That(outputs[1].ToArray<double>(), Is.EqualTo(outputs[2].ToArray<double>()));
    }

    [Test]
    public void TheSeries_TendsToTheExactTransformOfTheOppositeSign()
    {
        using var scope = NewDisposeScope();
        var exact = new TwoLinears();
        var adapted = Inject(exact, ("oft_block_size", 4), ("use_cayley_neumann", false));
        Randomize(adapted, 0.05);
        var series = new TwoLinears();
        var other = Inject(series, ("oft_block_size", 4), ("num_cayley_neumann_terms", 30));
        using (no_grad())
            other.TrainableParameters.Single().p.copy_(-adapted.TrainableParameters.Single().p);
        var x = randn([3, 12], dtype: float64);
        Assert.That((exact.forward(x) - series.forward(x)).abs().max().ToDouble(), Is.LessThan(1e-12));
    }

    [TestCase(true, 1)]
    [TestCase(false, 3)]
    public void Constrained_EachStepEndsWithinEpsOverTheRootOfTheBlocks(bool share, int blocks)
    {
        using var scope = NewDisposeScope();
        var adapted = Inject(new TwoLinears(), ("oft_block_size", 4), ("coft", true), ("eps", 0.3), ("block_share", share));
        var parameter = adapted.TrainableParameters.Single().p;
        using (no_grad())
        {
            parameter.copy_(randn(parameter.shape, dtype: float64));
            parameter[0].mul_(1e-3);
        }
        var before = parameter.detach().clone();
        adapted.AfterStep(0.5);
        for (var block = 0; block < blocks; block++)
        {
            // ‖Q‖_F of the whole skew matrix.
            double Norm(Tensor of) => Math.Sqrt(2 * of[block].pow(2).sum().ToDouble());
            var limit = 0.3 / Math.Sqrt(blocks);
            Assert.That(Norm(parameter), Is.EqualTo(Math.Min(Norm(before), limit)).Within(1e-12));
            Assert.That((parameter[block] * Norm(before) - before[block] * Norm(parameter)).abs().max().ToDouble(), Is.LessThan(1e-12), "the direction stays");
        }
    }

    [Test]
    public void Dropout_MakesTheGivenShareOfTheBlocksTheIdentity_InTrainingOnly()
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var adapted = Inject(model, ("oft_block_size", 2), ("use_cayley_neumann", false), ("module_dropout", 0.5));
        Randomize(adapted);
        // With W = I and no bias the layer shows its blocks.
        using (no_grad())
        {
            var linear = ((AdapterLayer)model.q_proj).base_layer;
            linear.weight.copy_(eye(12, dtype: float64));
            linear.bias!.zero_();
        }
        int Kept() => Enumerable.Range(0, 6).Count(block =>
        {
            var corner = model.q_proj.forward(eye(12, dtype: float64))[2 * block, 2 * block].ToDouble();
            return Math.Abs(corner - 1) < 1e-12;
        });
        model.eval();
        Assert.That(Kept(), Is.Zero);
        model.train();
        manual_seed(1);
        var rotated = model.q_proj.forward(eye(12, dtype: float64));
        Assert.That(Enumerable.Range(0, 6).Count(block => rotated[2 * block, 2 * block].ToDouble() == 1), Is.EqualTo(3));
        Assert.That((model.q_proj.forward(eye(12, dtype: float64)) - rotated).abs().max().ToDouble(), Is.GreaterThan(0), "other blocks the next time");
    }

    // 96·(b − 1)/2 + 48·(b − 1)/2 parameters; a block of 96 is one of 48 on the narrower layer.
    [TestCase(10_000, 96, 5688)]
    [TestCase(5000, 48, 3384)]
    [TestCase(200, 3, 144)]
    public void ABudget_IsUsedByTheLargestBlockThatFits(int budget, int size, int parameters)
    {
        using var scope = NewDisposeScope();
        var layers = new[] { ("a", nn.Linear(96, 8)), ("b", nn.Linear(48, 8)) };
        var fit = Config().Fit(layers, budget);
        Assert.That(((OftConfig)fit.Method).BlockSize, Is.EqualTo(size));
        Assert.That(layers.Sum(entry => new OftLinear(entry.Item2, (OftConfig)fit.Method).AdapterTensors.Sum(tensor => tensor.Tensor.numel())), Is.EqualTo(parameters));
        Assert.That(fit.Reason, Does.Contain($"oft_block_size {size}").And.Contain($"{parameters:#,0} of {budget:#,0}"));
    }

    [Test]
    public void ABudgetBelowTheSmallest_IsRefused() =>
        Assert.That(() => Config().Fit([("a", nn.Linear(96, 8))], 47), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("48 parameters").And.Message.Contain("47"));

    private static OftConfig Config(params (string Key, object? Value)[] options) =>
        (OftConfig)AdapterRegistry.Configure("oft", options.ToDictionary(option => option.Key, option => option.Value)).Own;

    private static AdaptedModel Inject(TwoLinears model, params (string Key, object? Value)[] options) =>
        Compiler.Inject(model, AdapterRegistry.Configure("oft", options.Append(("target_modules", "q_proj")).ToDictionary(option => option.Item1, option => option.Item2)));

    private static void Randomize(AdaptedModel adapted, double scale = 0.3)
    {
        manual_seed(9);
        using var guard = no_grad();
        foreach (var (_, parameter) in adapted.TrainableParameters)
            parameter.add_(randn(parameter.shape, dtype: float64), alpha: scale);
    }
}
