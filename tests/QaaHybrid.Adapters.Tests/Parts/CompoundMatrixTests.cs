using MathNet.Numerics.LinearAlgebra;
using QaaHybrid.Adapters.Parts;
using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Parts;

public class CompoundMatrixTests
{
    [Test]
    public void EveryEntry_IsTheDeterminantOfItsRowsAndColumns([Values(1, 2, 3, 4, 5, 6)] int order, [Values(6, 8)] int columns)
    {
        using var scope = NewDisposeScope();
        manual_seed(order);
        var a = randn([2, 6, columns], dtype: float64);
        var compound = CompoundMatrix.Of(a, order);
        for (var b = 0; b < 2; b++)
        {
            var expected = Dense(Matrix(a[b]), order);
            var found = Matrix(compound[b]);
            Assert.That((found - expected).Enumerate().Max(Math.Abs), Is.LessThan(1e-12));
        }
    }

    [Test]
    public void OfSinglePrecision_IsTheSameToSinglePrecision()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var a = Cayley.OfSkewPart(randn([3, 9, 9], dtype: float64));
        var difference = CompoundMatrix.Of(a.to(float32), 3).to(float64) - CompoundMatrix.Of(a, 3);
        Assert.That(difference.abs().max().ToDouble(), Is.LessThan(1e-6));
    }

    [Test]
    public void OrdersTogether_AreTheOrdersOneByOne_ZeroAndOneIncluded()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var a = randn([2, 3, 5, 5], dtype: float64);
        var together = CompoundMatrix.Of(a, [4, 0, 2, 1]);
        foreach (var (order, compound) in new[] { 4, 0, 2, 1 }.Zip(together))
        {
            var size = CompoundMatrix.Size(5, order);
            Assert.That(compound.shape, Is.EqualTo(new long[] { 2, 3, size, size }));
            Assert.That((compound - CompoundMatrix.Of(a, order)).abs().max().ToDouble(), Is.Zero);
        }
        Assert.That(together[1].data<double>().ToArray(), Is.All.EqualTo(1));
    }

    [Test]
    public void OfARotation_IsARotation([Values(2, 3, 5)] int order)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var compound = CompoundMatrix.Of(Cayley.OfSkewPart(randn([2, 7, 7], dtype: float64)), order);
        Assert.That((compound.matmul(compound.transpose(-2, -1)) - eye(compound.shape[^1], dtype: float64)).abs().max().ToDouble(), Is.LessThan(1e-12));
    }

    [Test]
    public void OfAProduct_IsTheProductOfTheCompounds([Values(2, 3, 4)] int order)
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var (a, b) = (randn([4, 6], dtype: float64), randn([6, 5], dtype: float64));
        var difference = CompoundMatrix.Of(a.matmul(b), order) - CompoundMatrix.Of(a, order).matmul(CompoundMatrix.Of(b, order));
        Assert.That(difference.abs().max().ToDouble(), Is.LessThan(1e-11));
    }

    [Test]
    public void GradientsAgreeWithCentralDifferences_AlsoWhereMinorsVanish([Values(2, 3, 4, 5)] int order, [Values("identity", "random", "rank 1", "wide")] string at)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var a = at switch
        {
            "identity" => eye(5, dtype: float64).unsqueeze(0).repeat(2, 1, 1),
            "random" => randn([2, 5, 5], dtype: float64),
            "wide" => randn([2, 5, 6], dtype: float64),
            _ => randn([2, 5, 1], dtype: float64).matmul(randn([2, 1, 5], dtype: float64)),
        };
        a.requires_grad_();
        int[] orders = [order, 2];
        List<Tensor> weights;
        using (no_grad())
            weights = [.. CompoundMatrix.Of(a, orders).Select(compound => randn_like(compound))];
        Tensor Loss() => CompoundMatrix.Of(a, orders).Zip(weights, (compound, weight) => (compound * weight).sum()).Aggregate((x, y) => x + y);
        Assert.That(Gradients.RelativeError(Loss, a, step: 1e-4), Is.LessThan(1e-7));
    }

    [Test]
    public void AtTheIdentity_LibtorchsDeterminantHasNoGradientForASkewGenerator_AndThisHas()
    {
        using var scope = NewDisposeScope();
        manual_seed(6);
        var weights = randn([10, 10], dtype: float64);
        var exact = zeros([5, 5], dtype: float64, requires_grad: true);
        (CompoundMatrix.Of(Cayley.OfSkewPart(exact), 2) * weights).sum().backward();
        var published = zeros([5, 5], dtype: float64, requires_grad: true);
        (DeterminantMinors.Of(Cayley.OfSkewPart(published), 2) * weights).sum().backward();
        using (no_grad())
        {
            var rotations = Cayley.OfSkewPart(randn([2, 5, 5], dtype: float64));
            Assert.That((DeterminantMinors.Of(rotations, 2) - CompoundMatrix.Of(rotations, 2)).abs().max().ToDouble(), Is.LessThan(1e-12));
        }
        Assert.That(published.grad!.abs().max().ToDouble(), Is.LessThan(1e-12));
        Assert.That(exact.grad!.abs().max().ToDouble(), Is.GreaterThan(0.1));
    }

    [Test]
    public void Size_IsTheBinomialCoefficient()
    {
        Assert.That(CompoundMatrix.Size(22, [1, 2]), Is.EqualTo(253));
        Assert.That(CompoundMatrix.Size(4, 5), Is.Zero);
        Assert.That(() => CompoundMatrix.Of(eye(4), 5), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static Matrix<double> Matrix(Tensor values)
    {
        var rows = values.contiguous().data<double>().ToArray();
        var (m, n) = ((int)values.shape[0], (int)values.shape[1]);
        return Matrix<double>.Build.Dense(m, n, (i, j) => rows[i * n + j]);
    }

    private static Matrix<double> Dense(Matrix<double> a, int order)
    {
        var (rows, columns) = (IndexSets.Of(a.RowCount, order).ToList(), IndexSets.Of(a.ColumnCount, order).ToList());
        return Matrix<double>.Build.Dense(rows.Count, columns.Count, (i, j) =>
            Matrix<double>.Build.Dense(order, order, (p, q) => a[rows[i][p], columns[j][q]]).Determinant());
    }
}
