using MathNet.Numerics.LinearAlgebra;
using QaaHybrid.Adapters.Quic;
using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Quic;

/// <summary>QuIC against its definition, with dense matrices and plain determinants.</summary>
public class QuicLinearTests
{
    private const int Width = 23;

    // d = 23 in 2 blocks of 11 with one coordinate left over; n = 4 for orders 1 and 2: 4 + 6 coordinates and one of padding.
    private static readonly object[] Variants =
    [
        new object[] { "published", Of() },
        new object[] { "other order of the orders", Of(("orders", "2,1")) },
        new object[] { "C2 alone", Of(("orders", "2")) },
        new object[] { "C3 with C0 and C1", Of(("orders", "0,1,3")) },
        new object[] { "orders 1 to 4 in one block", Of(("blocks", 1), ("orders", "1,2,3,4")) },
        new object[] { "smaller base", Of(("n", 3)) },
        new object[] { "determinants by libtorch", Of(("minor_gradient", "autograd")) },
        new object[] { "shared", Of(("block_share", true)) },
        new object[] { "maxima", Of(("compound_type", "max")) },
        new object[] { "means", Of(("compound_type", "avg")) },
        new object[] { "not orthogonal", Of(("use_orthogonal", false)) },
        new object[] { "product of three", Of(("num_adapters", 3)) },
        new object[] { "product of three, offset", Of(("num_adapters", 3), ("offset_blocks", true)) },
        new object[] { "sum", Of(("num_adapters", 2), ("adapter_multiplicative", false)) },
        new object[] { "sum, offset", Of(("num_adapters", 2), ("adapter_multiplicative", false), ("offset_blocks", true)) },
        new object[] { "sum of changes", Of(("num_adapters", 3), ("adapter_multiplicative", "changes")) },
        new object[] { "input side", Of(("side", "input")) },
        new object[] { "input side, product, offset", Of(("side", "input"), ("num_adapters", 2), ("offset_blocks", true)) },
    ];

    [TestCaseSource(nameof(Variants))]
    public void IsItsDefinition(string name, Dictionary<string, object?> options)
    {
        using var scope = NewDisposeScope();
        var (layer, linear) = Wrap(options);
        var config = layer.Config;
        var delta = DenseDelta(config, layer.BaseMatrices());
        var x = randn([5, Width], dtype: float64);
        var dense = From(delta);
        var expected = config.Side == QuicSide.Output
            ? x.matmul(linear.weight.t()).matmul(dense) + linear.bias!
            : x.matmul(dense).matmul(linear.weight.t()) + linear.bias!;
        Assert.That((layer.forward(x) - expected).abs().max().ToDouble(), Is.LessThan(1e-12), name);
        Assert.That((layer.Delta() - dense).abs().max().ToDouble(), Is.LessThan(1e-12), name);
        Assert.That(layer.IsOrthogonal, Is.EqualTo((delta.TransposeThisAndMultiply(delta) - Matrix<double>.Build.DenseIdentity(Width)).Enumerate().Max(Math.Abs) < 1e-12), name);
    }

    [TestCaseSource(nameof(Variants))]
    public void MergedInSinglePrecision_ItComputesTheSame_AndComesBack(string name, Dictionary<string, object?> options)
    {
        using var scope = NewDisposeScope();
        var (layer, linear) = Wrap(options, float32);
        var x = randn([5, Width]);
        var (before, weight) = (layer.forward(x), linear.weight.clone());
        if (layer.MergeObstacle is not null)
        {
            Assert.That(layer.Config.Kind, Is.Not.EqualTo(MinorKind.Determinant));
            return;
        }
        layer.Merge();
        Assert.That((layer.forward(x) - before).abs().max().ToDouble(), Is.LessThan(1e-5), name);
        layer.Unmerge();
        // A rotation keeps the size of rounding errors; others may let it grow by their condition.
        Assert.That((linear.weight - weight).abs().max().ToDouble(), Is.LessThan(layer.IsOrthogonal ? 1e-6 : 1e-3), name);
    }

    [Test]
    public void WhatDoesNotStartAsTheLayerWas_AndWhatDoes()
    {
        using var scope = NewDisposeScope();
        (Dictionary<string, object?> Options, double Expected)[] starts =
        [
            (Of(), 0), (Of(("use_orthogonal", false)), 0), (Of(("num_adapters", 3)), 0), (Of(("num_adapters", 3), ("adapter_multiplicative", "changes")), 0),
            // m adapters added up are m times the identity inside the blocks; P = 0 wipes what the compounds cover.
            (Of(("num_adapters", 3), ("adapter_multiplicative", false)), 2), (Of(("use_orthogonal", false), ("init", "zeros")), 1), (Of(("init", "zeros")), 0),
            // Two pairs out of four indices that share one: their maximum is 1, their mean 1/4; the pair with itself has mean 1/2.
            (Of(("compound_type", "max")), 1), (Of(("compound_type", "avg")), 0.5),
        ];
        foreach (var (options, expected) in starts)
        {
            var (layer, _) = Wrap(options, randomize: false);
            Assert.That((layer.Delta() - eye(Width, dtype: float64)).abs().max().ToDouble(), Is.EqualTo(expected).Within(1e-12), string.Join(", ", options));
        }
    }

    [Test]
    public void MeansHaveTheRankOfTheirMatrix_SoTheyDoNotMerge_AndTheReasonSaysSo()
    {
        using var scope = NewDisposeScope();
        var (means, _) = Wrap(Of(("compound_type", "avg")));
        var (wiped, _) = Wrap(Of(("use_orthogonal", false), ("init", "zeros")), randomize: false);
        foreach (var layer in new[] { means, wiped })
            Assert.That(layer.MergeObstacle, Does.Contain("linear but").And.Contain("singular"));
        var (sum, _) = Wrap(Of(("num_adapters", 2), ("adapter_multiplicative", false)), randomize: false);
        Assert.That(sum.MergeObstacle, Is.Null);
    }

    [Test]
    public void ZeroStart_OfANonOrthogonalAdapter_WipesTheOutputs()
    {
        using var scope = NewDisposeScope();
        var (layer, linear) = Wrap(Of(("use_orthogonal", false), ("init", "zeros")), randomize: false);
        var outputs = layer.forward(randn([1, Width], dtype: float64)) - linear.bias!;
        var zeros = Enumerable.Range(0, Width).Where(i => outputs[0, i].ToDouble() == 0);
        Assert.That(zeros, Is.EqualTo(Enumerable.Range(0, 10).Concat(Enumerable.Range(11, 10))));
    }

    [TestCase("1,2")]
    [TestCase("2,1")]
    [TestCase("0,2")]
    public void LargeMatrices_GoWithoutTheirSecondCompound_ToTheSameResult(string orders)
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        // Two blocks of 531 and one coordinate left over; 32 rows of A make 496 pairs.
        var linear = nn.Linear(3, 1063, dtype: float64);
        QuicLinear Layer(string rule) => (QuicLinear)((QuicConfig)AdapterRegistry.Configure("quic", new Dictionary<string, object?> { ["blocks"] = 2, ["orders"] = orders, ["n"] = 32, ["minor_gradient"] = rule }).Own)
            .WrapAsync("q", linear, new AdapterScope(Compiler.Services, [("q", linear)])).GetAwaiter().GetResult();
        var (large, formed) = (Layer("exact"), Layer("autograd"));
        using (no_grad())
        {
            var start = randn([1, 2, 32, 32], dtype: float64) * 0.2;
            foreach (var layer in new[] { large, formed })
                layer.AdapterTensors.Single().Tensor.copy_(start);
        }
        var x = randn([2, 3, 3], dtype: float64);
        var weights = randn([2, 3, 1063], dtype: float64);
        foreach (var layer in new[] { large, formed })
            (layer.forward(x) * weights).sum().backward();
        Assert.That((large.forward(x) - formed.forward(x)).abs().max().ToDouble(), Is.LessThan(1e-12));
        // Away from the identity no minor is singular, and libtorch's gradient is right.
        var (ours, theirs) = (large.AdapterTensors.Single().Tensor.grad!, formed.AdapterTensors.Single().Tensor.grad!);
        Assert.That((ours - theirs).abs().max().ToDouble(), Is.LessThan(1e-9 * theirs.abs().max().ToDouble()));
    }

    [Test]
    public void OffsetProducts_AreNotBlockDiagonal()
    {
        using var scope = NewDisposeScope();
        var (stacked, _) = Wrap(Of(("num_adapters", 3)));
        var (offset, _) = Wrap(Of(("num_adapters", 3), ("offset_blocks", true)));
        Assert.That(stacked.Delta()[..11, 11..].abs().max().ToDouble(), Is.Zero);
        Assert.That(offset.Delta()[..11, 11..].abs().max().ToDouble(), Is.GreaterThan(0.01));
    }

    [Test]
    public void DegreesOfFreedom_AreThoseOfTheSkewParts()
    {
        using var scope = NewDisposeScope();
        Assert.That(Wrap(Of(("num_adapters", 3))).Layer.DegreesOfFreedom, Is.EqualTo(3 * 2 * 6));
        Assert.That(Wrap(Of(("block_share", true))).Layer.DegreesOfFreedom, Is.EqualTo(6));
        Assert.That(Wrap(Of(("use_orthogonal", false))).Layer.DegreesOfFreedom, Is.EqualTo(2 * 16));
    }

    [Test]
    public void ModuleDropout_SkipsTheAdapterInSomeTrainingStepsOnly()
    {
        using var scope = NewDisposeScope();
        var (layer, linear) = Wrap(Of(("module_dropout", 0.5)));
        var x = randn([1, Width], dtype: float64);
        var (with, without) = (layer.Delta(), linear.forward(x));
        layer.train();
        var skipped = Enumerable.Range(0, 200).Count(_ => (layer.forward(x) - without).abs().max().ToDouble() < 1e-12);
        Assert.That(skipped, Is.InRange(60, 140));
        layer.eval();
        Assert.That(Enumerable.Range(0, 20).Count(_ => (layer.forward(x) - without).abs().max().ToDouble() < 1e-12), Is.Zero);
        Assert.That(with.shape, Is.EqualTo(new long[] { Width, Width }));
    }

    private static Dictionary<string, object?> Of(params (string Key, object? Value)[] options)
    {
        var all = new Dictionary<string, object?> { ["blocks"] = 2 };
        foreach (var (key, value) in options)
            all[key] = value;
        return all;
    }

    private static (QuicLinear Layer, Linear Linear) Wrap(Dictionary<string, object?> options, ScalarType? type = null, bool randomize = true)
    {
        manual_seed(1);
        var linear = nn.Linear(Width, Width, dtype: type ?? float64);
        foreach (var parameter in linear.parameters())
            parameter.requires_grad_(false);
        var config = (QuicConfig)AdapterRegistry.Configure("quic", options).Own;
        var layer = (QuicLinear)config.WrapAsync("q", linear, new AdapterScope(Compiler.Services, [("q", linear)])).GetAwaiter().GetResult();
        using var guard = no_grad();
        foreach (var (_, tensor) in layer.AdapterTensors)
            if (randomize)
                tensor.add_(randn(tensor.shape, dtype: tensor.dtype), alpha: 0.4);
        return (layer, linear);
    }

    private static Matrix<double> DenseDelta(QuicConfig config, Tensor matrices)
    {
        var (m, n, block) = (config.Adapters, (int)matrices.shape[^1], Width / config.Blocks);
        var covered = block * config.Blocks;
        var values = matrices.data<double>().ToArray();
        Matrix<double> Build(int adapter)
        {
            var delta = Matrix<double>.Build.DenseIdentity(Width);
            for (var b = 0; b < config.Blocks; b++)
            {
                var from = (adapter * (int)matrices.shape[1] + (config.BlockShare ? 0 : b)) * n * n;
                var a = Matrix<double>.Build.Dense(n, n, (i, j) => values[from + i * n + j]);
                var place = b * block;
                foreach (var order in config.Orders)
                {
                    var subsets = IndexSets.Of(n, order).ToList();
                    for (var i = 0; i < subsets.Count; i++)
                        for (var j = 0; j < subsets.Count; j++)
                            delta[place + i, place + j] = Minor(a, subsets[i], subsets[j], config.Kind);
                    place += subsets.Count;
                }
            }
            var shift = config.OffsetBlocks ? adapter * covered / m : 0;
            var shifted = delta.Clone();
            for (var i = 0; i < covered; i++)
                for (var j = 0; j < covered; j++)
                    shifted[i, j] = delta[(i + shift) % covered, (j + shift) % covered];
            return shifted;
        }
        var all = Enumerable.Range(0, m).Select(Build).ToList();
        if (config.Stack == CompoundStack.Product || m == 1)
            return all.Aggregate((x, y) => x * y);
        var identity = Matrix<double>.Build.DenseIdentity(Width);
        if (config.Stack == CompoundStack.Changes)
            return identity + all.Select(delta => delta - identity).Aggregate((x, y) => x + y);
        var sum = all.Aggregate((x, y) => x + y);
        for (var i = covered; i < Width; i++)
            sum[i, i] = 1;
        return sum;
    }

    private static double Minor(Matrix<double> a, int[] rows, int[] columns, MinorKind kind)
    {
        if (rows.Length == 0)
            return 1;
        var part = Matrix<double>.Build.Dense(rows.Length, rows.Length, (i, j) => a[rows[i], columns[j]]);
        return rows.Length == 1 || kind == MinorKind.Determinant ? part.Determinant()
            : kind == MinorKind.Maximum ? part.Enumerate().Max() : part.Enumerate().Average();
    }

    private static Tensor From(Matrix<double> matrix) => tensor(matrix.ToRowMajorArray(), [matrix.RowCount, matrix.ColumnCount]);
}
