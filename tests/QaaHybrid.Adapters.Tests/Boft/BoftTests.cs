using QaaHybrid.Adapters.Boft;
using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Boft;

public class BoftTests
{
    /// <summary>Four factors on 16 inputs reach from every coordinate to every other one; the dense product has their permutations written out.</summary>
    [TestCase(2, 4)]
    [TestCase(4, 3)]
    [TestCase(8, 1)]
    public void TheRotation_IsTheProductOfItsFactors(int size, int factors)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears(width: 16);
        var adapted = Compiler.Inject(model, Configure(("boft_block_size", size), ("boft_n_butterfly_factor", factors)));
        Randomize(adapted);
        var (r, s) = (adapted.TrainableParameters.First().p, adapted.TrainableParameters.Last().p);
        var rotation = eye(16, dtype: float64);
        for (var i = 0; i < factors; i++)
        {
            var blocks = r[i].unbind(0).Select(block => (block - block.t()) / 2).Select(skew => (eye(size, dtype: float64) - skew).matmul((eye(size, dtype: float64) + skew).inverse()));
            var permutation = Permutation(size / 2, 1 << (i + 1));
            rotation = permutation.matmul(block_diag([.. blocks])).matmul(permutation.t()).matmul(rotation);
        }
        var linear = ((AdapterLayer)model.q_proj).base_layer;
        var expected = rotation.matmul(linear.weight.t()).t() * s;
        var found = (model.q_proj.forward(eye(16, dtype: float64)) - linear.bias!).t();
        Assert.That((found - expected).abs().max().ToDouble(), Is.LessThan(1e-12));
        if (factors == 4)
            Assert.That(rotation.abs().min().ToDouble(), Is.GreaterThan(0));
    }

    [Test]
    public void Dropout_TouchesOneFactor_InTrainingOnly()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var model = new TwoLinears(width: 16);
        Randomize(Compiler.Inject(model, Configure(("boft_block_size", 4), ("boft_n_butterfly_factor", 2), ("boft_dropout", 0.99))));
        var x = randn([3, 16], dtype: float64);
        model.eval();
        var whole = model.forward(x);
        Assert.That(model.forward(x).ToArray<double>(), Is.EqualTo(whole.ToArray<double>()));
        model.train();
        var seen = Enumerable.Range(0, 40).Select(_ => string.Join(' ', model.forward(x).ToArray<double>())).ToHashSet();
        // ⌊0.99·4⌋ = 3 of four blocks, in either of two factors.
        Assert.That(seen, Has.Count.EqualTo(8).And.No.Member(string.Join(' ', whole.ToArray<double>())));
    }

    [TestCase("boft_block_size", 5, 1, "multiple of 5")]
    [TestCase("boft_block_size", 4, 3, "multiple of 16")]
    [TestCase("boft_block_size", 3, 2, "half blocks")]
    [TestCase("boft_block_num", 5, 1, "does not divide its 12 inputs")]
    [TestCase("boft_block_num", 12, 1, "more than one number a block")]
    public void WhatDoesNotFitALayer_IsRefused(string key, int value, int factors, string reason)
    {
        var error = Assert.Throws<AdapterOptionException>(() => Compiler.Inject(new TwoLinears(), Configure((key, value), ("boft_n_butterfly_factor", factors))));
        Assert.That(error!.Message, Does.Contain("q_proj").And.Contain(reason));
        Assert.That(error.Key, Is.EqualTo(key));
    }

    [Test]
    public void ABudget_IsUsedByTheLargestBlockThatFitsAllWidths()
    {
        using var scope = NewDisposeScope();
        var layers = new[] { ("a", nn.Linear(96, 8)), ("b", nn.Linear(48, 8)) };
        var fit = ((BoftConfig)Configure(("boft_n_butterfly_factor", 2)).Own).Fit(layers, 3000);
        // Even sizes with 2b dividing 48 and 96: 2, 4, 6, 8, 12, 24; 2·144·b + 16 numbers.
        Assert.That(((BoftConfig)fit.Method).BlockSize, Is.EqualTo(8));
        Assert.That(fit.Reason, Does.Contain("2,320"));
        Assert.That(() => ((BoftConfig)Configure().Own).Fit(layers, 100), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("304"));
    }

    /// <summary>Rows k of P with a one in column idx[k]: chunks of half a block, the even ones of each stretch first.</summary>
    private static Tensor Permutation(int half, int chunks)
    {
        int[] order = [.. Enumerable.Range(0, chunks / 2).Select(i => 2 * i), .. Enumerable.Range(0, chunks / 2).Select(i => 2 * i + 1)];
        var matrix = new double[16 * 16];
        for (var row = 0; row < 16; row++)
        {
            var (stretch, within) = (row / (chunks * half), row % (chunks * half));
            matrix[row * 16 + stretch * chunks * half + order[within / half] * half + within % half] = 1;
        }
        return tensor(matrix, [16, 16]);
    }

    private static AdapterConfig Configure(params (string Key, object? Value)[] options) =>
        AdapterRegistry.Configure("boft", options.Append(("target_modules", "q_proj")).ToDictionary(option => option.Item1, option => option.Item2));

    private static void Randomize(AdaptedModel adapted)
    {
        manual_seed(9);
        using var guard = no_grad();
        foreach (var (_, parameter) in adapted.TrainableParameters)
            parameter.add_(randn(parameter.shape, dtype: float64), alpha: 0.3);
    }
}
