namespace QaaHybrid.Torch.Tests.Tensors;

public class CreationTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [Test]
    public void Shapes_and_values()
    {
        Assert.Multiple(() =>
        {
            Assert.That(zeros(2, 3).shape, Is.EqualTo(new long[] { 2, 3 }));
            Assert.That(ones([2], int32).data<int>(), Is.EqualTo(new[] { 1, 1 }));
            Assert.That(full([2], 2.5).data<float>(), Is.EqualTo(new[] { 2.5f, 2.5f }));
            Assert.That(empty(0, 4).numel(), Is.Zero);
            Assert.That(arange(3).data<long>(), Is.EqualTo(new long[] { 0, 1, 2 }));
            Assert.That(arange(1, 4).data<long>(), Is.EqualTo(new long[] { 1, 2, 3 }));
            Assert.That(arange(2, 0, -1).data<long>(), Is.EqualTo(new long[] { 2, 1 }));
            Assert.That(arange(-1, 0).data<long>(), Is.EqualTo(new long[] { -1 }), "a literal 0 is a number, not an element type");
            Assert.That(arange(1.0, 0.0, -0.5, float64).data<double>(), Is.EqualTo(new[] { 1.0, 0.5 }));
            Assert.That(linspace(0, 1, 3).data<float>(), Is.EqualTo(new[] { 0f, 0.5f, 1f }));
            Assert.That(eye(2, 3).data<float>(), Is.EqualTo(new[] { 1f, 0, 0, 0, 1, 0 }));
            Assert.That(zeros_like(ones([2], float64)).dtype, Is.EqualTo(float64));
            Assert.That(full_like(ones(2), 3).data<float>(), Is.EqualTo(new[] { 3f, 3f }));
            Assert.That(ones([2], requires_grad: true).requires_grad, Is.True);
        });
    }

    [Test]
    public void Type_follows_the_numbers()
    {
        Assert.Multiple(() =>
        {
            Assert.That(tensor(1.5f).dtype, Is.EqualTo(float32));
            Assert.That(tensor(1.5).dtype, Is.EqualTo(float64));
            Assert.That(tensor(1L).dtype, Is.EqualTo(int64));
            Assert.That(tensor([1, 2]).dtype, Is.EqualTo(int32));
            Assert.That(tensor(new byte[] { 1 }).dtype, Is.EqualTo(uint8));
            Assert.That(tensor([true, false]).dtype, Is.EqualTo(@bool));
            Assert.That(tensor(new[] { (Half)1 }).dtype, Is.EqualTo(float16));
            Assert.That(tensor(new short[] { 1 }).dtype, Is.EqualTo(int16));
            Assert.That(tensor(new sbyte[] { 1 }).dtype, Is.EqualTo(int8));
            Assert.That(tensor(new System.Numerics.Complex(1, 2)).dtype, Is.EqualTo(complex128));
            Assert.That(tensor([1.5f, 2f], float64).data<double>(), Is.EqualTo(new[] { 1.5, 2.0 }));
            Assert.That(() => tensor(new[] { 'a' }), Throws.TypeOf<NotSupportedException>());
        });
    }

    [Test]
    public void Data_of_many_shapes()
    {
        Assert.Multiple(() =>
        {
            Assert.That(tensor(new[] { 1f, 2, 3, 4 }, [2, 2]).shape, Is.EqualTo(new long[] { 2, 2 }));
            Assert.That(tensor(new[,] { { 1f, 2 }, { 3, 4 }, { 5, 6 } })[2, 1].ToSingle(), Is.EqualTo(6));
            Assert.That(tensor(new List<long> { 4, 5 }).data<long>(), Is.EqualTo(new long[] { 4, 5 }));
            Assert.That(tensor(new ReadOnlySpan<double>([1, 2]), [2, 1]).shape, Is.EqualTo(new long[] { 2, 1 }));
            Assert.That(tensor(Array.Empty<float>()).shape, Is.EqualTo(new long[] { 0 }));
            Assert.That(() => tensor(new[] { 1f, 2f, 3f }, [2, 2]), Throws.ArgumentException.With.Message.Contain("3 numbers for a tensor of shape [2, 2], which has 4"));
        });
    }

    [Test]
    public void Data_are_copied()
    {
        var numbers = new[] { 1f, 2f };
        var made = tensor(numbers);
        numbers[0] = 9;
        Assert.That(made.data<float>(), Is.EqualTo(new[] { 1f, 2f }));
    }

    [Test]
    public void Buffer_is_shared_and_its_pin_freed_with_the_last_view()
    {
        var (weak, view) = Share();
        Assert.That(view.ToSingle(), Is.EqualTo(7), "through the view, after the tensor is gone");
        view.Dispose();
        GC.Collect();
        Assert.That(weak.IsAlive, Is.False);

        static (WeakReference, Tensor) Share()
        {
            var numbers = new[] { 1f, 2f, 3f };
            using var whole = frombuffer(numbers);
            var second = whole[1];
            numbers[1] = 7;
            whole.data<float>()[2] = 8;
            Assert.That(numbers[2], Is.EqualTo(8));
            return (new WeakReference(numbers), second);
        }
    }

    [Test]
    public unsafe void Foreign_memory_is_released_once_when_tensor_and_views_are_gone()
    {
        var memory = (float*)System.Runtime.InteropServices.NativeMemory.Alloc(4, sizeof(float));
        var released = 0;
        new Span<float>(memory, 4).Fill(3);
        var whole = from_blob((nint)memory, [2, 2], float32, () => released++);
        var view = whole.transpose(0, 1);
        Assert.That(whole.sum().ToSingle(), Is.EqualTo(12));
        whole.Dispose();
        Assert.That(released, Is.Zero);
        view.Dispose();
        Assert.That(released, Is.EqualTo(1));
        System.Runtime.InteropServices.NativeMemory.Free(memory);
    }

    [Test]
    public void Foreign_memory_is_checked()
    {
        var released = 0;
        Assert.That(() => from_blob(0, [2], float32, () => released++), Throws.TypeOf<TorchException>().With.Message.Contain("data is null"));
        Assert.That(() => from_blob(1, [-2], float32), Throws.TypeOf<TorchException>().With.Message.Contain("negative size"));
        Assert.That(() => frombuffer(new float[3], [2]), Throws.ArgumentException);
        Assert.That(released, Is.Zero, "what was not taken over is not released");
    }

    [Test]
    public void Combining()
    {
        Assert.Multiple(() =>
        {
            Assert.That(cat([ones(1, 2), zeros(2, 2)], 0).shape, Is.EqualTo(new long[] { 3, 2 }));
            Assert.That(stack([ones(2), zeros(2)], 1).data<float>(), Is.EqualTo(new[] { 1f, 0, 1, 0 }));
            Assert.That(where(tensor([true, false]), ones(2), 5).data<float>(), Is.EqualTo(new[] { 1f, 5 }));
            Assert.That(where(tensor([false, true]))[0].data<long>(), Is.EqualTo(new long[] { 1 }));
            Assert.That(einsum("ij,kj->ik", tensor(new[,] { { 1f, 2 } }), tensor(new[,] { { 3f, 4 } })).ToSingle(), Is.EqualTo(11));
            Assert.That(block_diag(ones(1, 1), ones(2, 1)).shape, Is.EqualTo(new long[] { 3, 2 }));
            Assert.That(kron(tensor([1f, 2]), tensor([1f, 3])).data<float>(), Is.EqualTo(new[] { 1f, 3, 2, 6 }));
            Assert.That(tensordot(ones(2, 3), ones(3, 4), [1], [0]).shape, Is.EqualTo(new long[] { 2, 4 }));
            Assert.That(meshgrid([arange(2), arange(3)])[1].shape, Is.EqualTo(new long[] { 2, 3 }));
        });
    }
}
