namespace QaaHybrid.Torch.Tests.Tensors;

public class ReductionTests
{
    private DisposeScope scope = null!;
    private Tensor x = null!;

    [SetUp]
    public void Open()
    {
        scope = NewDisposeScope();
        x = tensor(new[,] { { 3.0, 1, 2 }, { 6, 5, 4 } });
    }

    [TearDown]
    public void Close() => scope.Dispose();

    private static void AssertNumbers(Tensor actual, params double[] expected) => Assert.That(actual.ToArray<double>(), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void Sums_and_means()
    {
        AssertNumbers(x.sum(), 21);
        AssertNumbers(x.sum(0), 9, 6, 6);
        AssertNumbers(x.sum([0, 1]), 21);
        Assert.That(x.sum(1, keepdim: true).shape, Is.EqualTo(new long[] { 2, 1 }));
        Assert.That(x.sum(float32).dtype, Is.EqualTo(float32));
        AssertNumbers(x.mean(), 3.5);
        AssertNumbers(x.mean([1]), 2, 5);
        AssertNumbers(x.mean(-1), 2, 5);
        AssertNumbers(x.prod(), 720);
        AssertNumbers(x.prod(0), 18, 5, 8);
        AssertNumbers(x.prod(1), 6, 120);
        AssertNumbers(x.cumsum(1), 3, 4, 6, 6, 11, 15);
        AssertNumbers(x.cumprod(1), 3, 3, 6, 6, 30, 120);
        AssertNumbers(x.var(), 3.5);
        AssertNumbers(x.var(1, unbiased: false), 2.0 / 3, 2.0 / 3);
        AssertNumbers(x.std(1), 1, 1);
        AssertNumbers(x.std(unbiased: false), Math.Sqrt(35.0 / 12));
        AssertNumbers(x.norm(), Math.Sqrt(91));
        AssertNumbers(x.norm(1, p: 1), 6, 15);
        AssertNumbers(x.logsumexp(1).exp(), Math.E * (1 + Math.E + Math.E * Math.E), Math.Exp(4) * (1 + Math.E + Math.E * Math.E));
    }

    [Test]
    public void Extremes_and_order()
    {
        AssertNumbers(x.max(), 6);
        AssertNumbers(x.min(), 1);
        var (values, indexes) = x.max(1);
        AssertNumbers(values, 3, 6);
        AssertNumbers(indexes, 0, 0);
        AssertNumbers(x.min(0, keepdim: true).values, 3, 1, 2);
        AssertNumbers(x.amax([0, 1]), 6);
        AssertNumbers(x.amin([1]), 1, 4);
        AssertNumbers(x.argmax(), 3);
        AssertNumbers(x.argmax(1), 0, 0);
        AssertNumbers(x.argmin(1, keepdim: true), 1, 2);
        AssertNumbers(x.argsort(1), 1, 2, 0, 2, 1, 0);
        AssertNumbers(x.topk(2).values, 3, 2, 6, 5);
        AssertNumbers(x.topk(1, largest: false).indexes, 1, 2);
        AssertNumbers(x.sort(1, descending: true).Values, 3, 2, 1, 6, 5, 4);
        AssertNumbers(tensor([1.0, 0, 1, 0]).sort(0, stable: true).Indices, 1, 3, 0, 2);
    }

    [Test]
    public void Truth_values_and_counts()
    {
        Assert.That((x > 5).any().item<bool>(), Is.True);
        Assert.That((x > 5).all().item<bool>(), Is.False);
        Assert.That((x > 3).all(1).data<bool>(), Is.EqualTo(new[] { false, true }));
        Assert.That((x > 5).any(0).data<bool>(), Is.EqualTo(new[] { true, false, false }));
        Assert.That((x > 2).count_nonzero().ToInt64(), Is.EqualTo(4));
        Assert.That(tensor([0L, 2, 2]).bincount(minlength: 4).data<long>(), Is.EqualTo(new long[] { 1, 0, 2, 0 }));
    }
}
