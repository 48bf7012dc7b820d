namespace QaaHybrid.Torch.Tests.Tensors;

public class IndexingTests
{
    private DisposeScope scope = null!;
    private Tensor x = null!;

    [SetUp]
    public void Open()
    {
        scope = NewDisposeScope();
        x = arange(24).reshape(2, 3, 4);
    }

    [TearDown]
    public void Close() => scope.Dispose();

    private static void AssertNumbers(Tensor actual, params long[] expected) => Assert.That(actual.ToArray<long>(), Is.EqualTo(expected));

    [Test]
    public void Numbers_and_ranges()
    {
        Assert.That(x[1, 2, 3].ToInt64(), Is.EqualTo(23));
        AssertNumbers(x[0, -1], 8, 9, 10, 11);
        AssertNumbers(x[1, 1, 1..3], 17, 18);
        AssertNumbers(x[1, 1, ..^1], 16, 17, 18);
        AssertNumbers(x[1, 1, ^1..], 19);
        AssertNumbers(x[0, 0, TensorIndex.Slice(step: 2)], 0, 2);
        AssertNumbers(x[TensorIndex.Colon, 0, 0], 0, 12);
        AssertNumbers(x[TensorIndex.Ellipsis, 3], 3, 7, 11, 15, 19, 23);
        AssertNumbers(x[0, TensorIndex.Ellipsis, 0], 0, 4, 8);
        Assert.That(x[TensorIndex.Null, 0].shape, Is.EqualTo(new long[] { 1, 3, 4 }));
        Assert.That(x[.., TensorIndex.Null].shape, Is.EqualTo(new long[] { 2, 1, 3, 4 }));
    }

    [Test]
    public void Tensors_of_numbers_and_masks()
    {
        AssertNumbers(x[0, 0, tensor([3L, 0L])], 3, 0);
        Assert.That(x[TensorIndex.Colon, tensor([2L, 2L])].shape, Is.EqualTo(new long[] { 2, 2, 4 }));
        AssertNumbers(x[tensor([0L, 1L]), tensor([1L, 2L]), 0], 4, 20);
        AssertNumbers(x[x > 20], 21, 22, 23);
        AssertNumbers(x[x[.., .., 0] > 15], 16, 17, 18, 19, 20, 21, 22, 23);
        AssertNumbers(x[x[.., .., 0] > 15, tensor([1L, 2L])], 17, 22);
    }

    [Test]
    public void Writing()
    {
        x[0, 0, 0] = tensor(-1L);
        x[1] = zeros([4], int64);
        Assert.That(x[0, 0, 0].ToInt64(), Is.EqualTo(-1));
        Assert.That(x[1].sum().ToInt64(), Is.Zero);
        x[0, 0, tensor([1L, 2L])] = tensor([7L, 8L]);
        AssertNumbers(x[0, 0], -1, 7, 8, 3);
        x[x > 8] = tensor(0L);
        Assert.That(x.max().ToInt64(), Is.EqualTo(8));
    }

    [Test]
    public void Repeated_indices_accumulate_where_asked()
    {
        var sums = zeros(2);
        sums.index_put_(ones(3), true, tensor([0L, 0L, 1L]));
        Assert.That(sums.data<float>(), Is.EqualTo(new[] { 2f, 1f }));
        sums.index_put_(tensor(5f), true, 1);
        Assert.That(sums.data<float>(), Is.EqualTo(new[] { 2f, 6f }));
    }

    [Test]
    public void Gather_scatter_and_select()
    {
        var index = tensor(new[,] { { 1L }, { 0L } });
        var y = tensor(new[,] { { 1L, 2 }, { 3, 4 } });
        AssertNumbers(y.gather(1, index), 2, 3);
        AssertNumbers(y.scatter(1, index, 9), 1, 9, 9, 4);
        AssertNumbers(y.scatter(1, index, tensor(new[,] { { 7L }, { 8L } })), 1, 7, 8, 4);
        AssertNumbers(y.scatter_add(1, index, ones([2, 1], int64)), 1, 3, 4, 4);
        AssertNumbers(y.index_select(1, tensor([1L])), 2, 4);
        AssertNumbers(y.masked_fill(y > 2, 0), 1, 2, 0, 0);
        AssertNumbers(y.masked_select(y > 2), 3, 4);
        AssertNumbers(y.nonzero()[0], 0, 0);
        AssertNumbers(y.clone().index_add_(0, tensor([1L]), ones([1, 2], int64), 10), 1, 2, 13, 14);
        AssertNumbers(y.clone().index_fill_(0, tensor([1L]), 0), 1, 2, 0, 0);
        AssertNumbers(y.clone().index_copy_(0, tensor([1L]), zeros([1, 2], int64)), 1, 2, 0, 0);
        AssertNumbers(y.clone().scatter_(1, index, 9).masked_fill_(y > 3, 5), 1, 9, 9, 5);
    }

    [Test]
    public void Refusals()
    {
        Assert.That(() => x[0, 0, 0, 0], Throws.TypeOf<TorchException>().With.Message.Contain("4 indices for a tensor with 3 dimensions"));
        Assert.That(() => x[5], Throws.TypeOf<TorchException>().With.Message.Contain("out of range"));
        Assert.That(() => x[TensorIndex.Ellipsis, TensorIndex.Ellipsis], Throws.TypeOf<TorchException>());
    }

    [Test]
    public void Indexing_leaves_only_its_result() => Leaks.AssertNone(() =>
    {
        x[0, 1..2, 0].Dispose();
        x[TensorIndex.Colon].Dispose();
        using var index = tensor([1L]);
        x[0, index, 0].Dispose();
    });
}
