namespace QaaHybrid.Torch.Tests.Tensors;

public class ShapeTests
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

    private static void AssertShape(Tensor actual, params long[] expected) => Assert.That(actual.shape, Is.EqualTo(expected));

    [Test]
    public void Another_shape()
    {
        AssertShape(x.view(6, -1), 6, 4);
        AssertShape(x.view([2, 12]), 2, 12);
        AssertShape(x.view_as(zeros(4, 6)), 4, 6);
        AssertShape(x.flatten(), 24);
        AssertShape(x.flatten(1), 2, 12);
        AssertShape(x.unflatten(-1, 2, 2), 2, 3, 2, 2);
        AssertShape(x.transpose(0, -1), 4, 3, 2);
        AssertShape(x.permute(2, 0, 1), 4, 2, 3);
        AssertShape(x.movedim(0, 2), 3, 4, 2);
        AssertShape(x.mT, 2, 4, 3);
        AssertShape(x.T, 4, 3, 2);
        AssertShape(x[0].t(), 4, 3);
        AssertShape(x.unsqueeze(1), 2, 1, 3, 4);
        AssertShape(x.unsqueeze(0).squeeze(0), 2, 3, 4);
        AssertShape(ones(1, 2, 1).squeeze(), 2);
        AssertShape(ones(1, 3).expand(2, -1), 2, 3);
        AssertShape(ones(1, 3).expand_as(zeros(5, 3)), 5, 3);
        Assert.That(x.size(-1), Is.EqualTo(4));
        Assert.That(x.ndim, Is.EqualTo(3));
        Assert.That(x.stride(), Is.EqualTo(new long[] { 12, 4, 1 }));
        Assert.That(() => x.size(3), Throws.TypeOf<TorchException>());
    }

    [Test]
    public void Parts()
    {
        Assert.That(x.narrow(2, 1, 2)[0, 0].data<long>(), Is.EqualTo(new long[] { 1, 2 }));
        Assert.That(x.select(0, 1)[0, 0].ToInt64(), Is.EqualTo(12));
        Assert.That(x.slice(2, 0, 4, 2)[0, 0].contiguous().data<long>(), Is.EqualTo(new long[] { 0, 2 }));
        Assert.That(x.split(2, dim: 1).Select(part => part.size(1)), Is.EqualTo(new long[] { 2, 1 }));
        Assert.That(x.split([1, 3], dim: 2).Select(part => part.size(2)), Is.EqualTo(new long[] { 1, 3 }));
        Assert.That(x.chunk(2, dim: 2).Select(part => part.size(2)), Is.EqualTo(new long[] { 2, 2 }));
        Assert.That(x.unbind(1), Has.Length.EqualTo(3));
    }

    [Test]
    public void Copies()
    {
        AssertShape(ones(2).repeat(3, 2), 3, 4);
        AssertShape(ones(2, 2).tile(2), 2, 4);
        Assert.That(tensor([1L, 2]).repeat_interleave(2).data<long>(), Is.EqualTo(new long[] { 1, 1, 2, 2 }));
        Assert.That(tensor([1L, 2]).repeat_interleave(tensor([1L, 3])).data<long>(), Is.EqualTo(new long[] { 1, 2, 2, 2 }));
        AssertShape(x.repeat_interleave(2, dim: 1), 2, 6, 4);
        Assert.That(tensor([1L, 2, 3]).flip(0).data<long>(), Is.EqualTo(new long[] { 3, 2, 1 }));
        Assert.That(tensor([1L, 2, 3]).roll([1], [0]).data<long>(), Is.EqualTo(new long[] { 3, 1, 2 }));
        Assert.That(x.mT.is_contiguous(), Is.False);
        Assert.That(x.mT.contiguous().is_contiguous(), Is.True);
    }

    [Test]
    public void Views_share_memory()
    {
        x.view(24)[0] = tensor(99L);
        Assert.That(x[0, 0, 0].ToInt64(), Is.EqualTo(99));
    }

    [Test]
    public void Description() => Assert.That(x.ToString(), Is.EqualTo("[2x3x4], type = Int64, device = cpu"));

    [Test]
    public void Bfloat16_computes()
    {
        manual_seed(1);
        var (a, b) = (randn(8, 16), randn(16, 8));
        var error = (a.bfloat16().mm(b.bfloat16()).to(float32) - a.mm(b)).norm() / a.mm(b).norm();
        Assert.That(error.ToSingle(), Is.InRange(1e-4f, 2e-2f), "8 bits of mantissa");
    }

    [Test]
    public void Conversions()
    {
        Assert.That(x.to(float64).dtype, Is.EqualTo(float64));
        Assert.That(x.to_type(float32).type_as(x).dtype, Is.EqualTo(int64));
        Assert.That(x.to(CPU).device, Is.EqualTo(CPU));
        Assert.That(new[] { x.@float(), x.@double(), x.half(), x.bfloat16(), x.@int(), x.@long(), x.@bool() }.Select(one => one.dtype), Is.EqualTo(new[] { float32, float64, float16, bfloat16, int32, int64, @bool }));
        Assert.That(tensor([1.7f, -1.7f]).to(int64).data<long>(), Is.EqualTo(new long[] { 1, -1 }));
        Assert.That(x.new_zeros(3).dtype, Is.EqualTo(int64));
        Assert.That(x.new_full([1], 7).ToInt64(), Is.EqualTo(7));
    }
}
