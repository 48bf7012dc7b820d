namespace QaaHybrid.Torch.Tests.Tensors;

public class DataTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [Test]
    public void Accessor_reads_and_writes_in_place()
    {
        var x = zeros(3);
        var data = x.data<float>();
        data.CopyFrom([1, 2, 3]);
        data[1] = 5;
        data.Span[2] = 6;
        Assert.That(x.sum().ToSingle(), Is.EqualTo(12));
        Assert.That(data.ToArray(), Is.EqualTo(new[] { 1f, 5, 6 }));
        var copy = new float[3];
        data.CopyTo(copy);
        Assert.That(copy, Is.EqualTo(data));
        Assert.That(data.Count, Is.EqualTo(3));
    }

    [Test]
    public void Accessor_refuses_what_it_cannot_show()
    {
        var x = ones(2, 3);
        Assert.That(() => x.data<double>(), Throws.TypeOf<TorchException>().With.Message.Contain("the elements are Float32, not Float64"));
        Assert.That(() => x.t().data<float>(), Throws.TypeOf<TorchException>().With.Message.Contain("call contiguous() first"));
        Assert.That(() => ops.call("aten::conj", "", complex(ones([1], float64), ones([1], float64))).data<System.Numerics.Complex>(), Throws.TypeOf<TorchException>().With.Message.Contain("lazy conjugate"));
        Assert.That(() => full([1], 0, @bool).expand(3_000_000_000).data<bool>(), Throws.TypeOf<TorchException>().With.Message.Contain("more than a span can hold"));
        Assert.That(() => full([1], 0, @bool).expand(3_000_000_000).bytes.Length, Throws.TypeOf<TorchException>().With.Message.Contain("more than a span can hold"));
    }

    [Test]
    public void Accessor_of_a_disposed_tensor_is_refused()
    {
        var x = ones(2);
        var data = x.data<float>();
        x.Dispose();
        Assert.That(() => data[0], Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Bytes_of_any_type()
    {
        Assert.That(tensor([1f]).to(bfloat16).bytes.ToArray(), Is.EqualTo(new byte[] { 0x80, 0x3f }));
        Assert.That(tensor([1L, 2L]).bytes.Length, Is.EqualTo(16));
        Assert.That(empty(0).bytes.Length, Is.Zero);
    }

    [Test]
    public void Item_of_every_type()
    {
        Assert.Multiple(() =>
        {
            Assert.That(tensor(1.5f).item<float>(), Is.EqualTo(1.5f));
            Assert.That(tensor(1.5).item<double>(), Is.EqualTo(1.5));
            Assert.That(tensor(long.MaxValue).item<long>(), Is.EqualTo(long.MaxValue));
            Assert.That(tensor(-5).item<int>(), Is.EqualTo(-5));
            Assert.That(tensor((short)-5).item<short>(), Is.EqualTo(-5));
            Assert.That(tensor((sbyte)-5).item<sbyte>(), Is.EqualTo(-5));
            Assert.That(tensor((byte)200).item<byte>(), Is.EqualTo(200));
            Assert.That(tensor(true).item<bool>(), Is.True);
            Assert.That(tensor((Half)1.5).item<Half>(), Is.EqualTo((Half)1.5));
            Assert.That(() => tensor(1.5f).item<double>(), Throws.TypeOf<TorchException>().With.Message.Contain("the element is Float32, not Float64"));
            Assert.That(tensor(2.9).ToInt64(), Is.EqualTo(2));
            Assert.That(tensor(3L).ToSingle(), Is.EqualTo(3));
            Assert.That(tensor([1f]).to(bfloat16).ToDouble(), Is.EqualTo(1));
            Assert.That(() => tensor(1L << 40).ToInt32(), Throws.TypeOf<OverflowException>());
            Assert.That(tensor(7).ToScalar(), Is.EqualTo((Scalar)7));
        });
    }

    [Test]
    public void Array_of_another_type_and_order() =>
        Assert.That(tensor(new[,] { { 1f, 2 }, { 3, 4 } }).t().ToArray<long>(), Is.EqualTo(new long[] { 1, 3, 2, 4 }));
}
