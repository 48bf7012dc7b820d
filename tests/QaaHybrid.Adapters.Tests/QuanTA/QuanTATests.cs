using QaaHybrid.Adapters.QuanTA;
using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.QuanTA;

public class QuanTATests
{
    private static AdapterConfig QuanTA(params (string Key, object? Value)[] options) =>
        AdapterRegistry.Configure("quanta", options.ToDictionary(option => option.Key, option => option.Value));

    // LLaMA-7B with 16·8·8·4 on queries and values: 43 008 trained numbers a module, 2.75 million in 64 of them.
    [Test]
    public void ThePublishedCount_ComesOut()
    {
        using var scope = NewDisposeScope();
        var layer = new QuanTALinear(nn.Linear(4096, 4096, hasBias: false), [16, 8, 8, 4]);
        Assert.That(layer.DegreesOfFreedom, Is.EqualTo(43_008));
        Assert.That(layer.DegreesOfFreedom * 64 / 1e6, Is.EqualTo(2.75).Within(0.005));
    }

    // Entry by entry from the definition: each pair's matrix acts on its two axes and leaves the others alone.
    [TestCase("3,2,2", 12, 12)]
    [TestCase("3,2,2", 12, 5)]
    [TestCase("4,4", 12, 12)]
    [TestCase("2,2,2,2", 12, 14)]
    public void TheChange_IsTheProductOfItsPairsMinusItsStart(string features, int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var adapted = Compiler.Inject(new TwoLinears(inputs, outputs), QuanTA(("per_dim_features", features), ("target_modules", "v_proj")));
        foreach (var (_, parameter) in adapted.TrainableParameters)
            parameter.add_(randn(parameter.shape, dtype: float64));
        var layer = adapted.Layers[0].Layer;
        var sizes = features.Split(',').Select(int.Parse).ToArray();
        var tensors = layer.AdapterTensors.ToDictionary(entry => entry.Name, entry => entry.Tensor);
        var unit = eye(inputs, dtype: float64);
        var change = (layer.forward(unit) - layer.base_layer.forward(unit)).t();
        var expected = Dense(tensors, "quanta_weights", sizes).Zip(Dense(tensors, "quanta_weights2", sizes), (a, b) => a.Zip(b, (x, y) => x - y).ToArray()).ToArray();
        for (var i = 0; i < outputs; i++)
            for (var j = 0; j < inputs; j++)
                Assert.That(change[i, j].ToDouble(), Is.EqualTo(expected[i][j]).Within(1e-12));
    }

    private static double[][] Dense(Dictionary<string, Tensor> tensors, string kind, int[] sizes)
    {
        var (total, axes) = (sizes.Aggregate(1, (product, size) => product * size), sizes.Length);
        var product = Enumerable.Range(0, total).Select(i => Enumerable.Range(0, total).Select(j => i == j ? 1.0 : 0).ToArray()).ToArray();
        for (var last = axes - 1; last > 0; last--)
            for (var other = last - 1; other >= 0; other--)
            {
                var weight = tensors[$"{kind}.{last - axes} {other - axes}"];
                var step = new double[total][];
                for (var i = 0; i < total; i++)
                {
                    step[i] = new double[total];
                    for (var j = 0; j < total; j++)
                    {
                        var (to, from) = (Digits(i, sizes), Digits(j, sizes));
                        if (Enumerable.Range(0, axes).All(axis => axis == last || axis == other || to[axis] == from[axis]))
                            step[i][j] = weight[to[other], to[last], from[other], from[last]].ToDouble();
                    }
                }
                product = [.. Enumerable.Range(0, total).Select(i => Enumerable.Range(0, total).Select(j => Enumerable.Range(0, total).Sum(k => step[i][k] * product[k][j])).ToArray())];
            }
        return product;
    }

    private static int[] Digits(int index, int[] sizes)
    {
        var digits = new int[sizes.Length];
        for (var axis = sizes.Length - 1; axis >= 0; axis--)
            (digits[axis], index) = (index % sizes[axis], index / sizes[axis]);
        return digits;
    }

    [TestCase(4096, 4096, 4, "8,8,8,8")]
    [TestCase(768, 768, 4, "8,6,4,4")]
    [TestCase(768, 2304, 3, "16,12,12")]
    [TestCase(13, 13, 2, "4,4")]
    public void WithoutSizes_TheAxesAreAboutEqual(int inputs, int outputs, int axes, string expected)
    {
        using var scope = NewDisposeScope();
        var config = (QuanTAConfig)QuanTA(("d", axes)).Own;
        Assert.That(string.Join(",", config.SizesFor("layer", nn.Linear(inputs, outputs))), Is.EqualTo(expected));
    }

    [Test]
    public void WrongSizes_AreRefused()
    {
        Assert.That(() => QuanTA(("per_dim_features", "12")), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("two axes"));
        Assert.That(() => QuanTA(("per_dim_features", "4,3"), ("d", 3)), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("2 axes"));
        Assert.That(() => Compiler.Inject(new TwoLinears(), QuanTA(("per_dim_features", "3,3"), ("target_modules", "q_proj"))),
            Throws.TypeOf<AdapterOptionException>().With.Message.Contain("3·3 make 9").And.Message.Contain("q_proj").And.Message.Contain("12"));
    }
}
