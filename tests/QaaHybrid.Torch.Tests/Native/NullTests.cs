using QaaHybrid.Torch.Native;

namespace QaaHybrid.Torch.Tests.Native;

/// <summary>
/// The C ABI itself with nulls and wrong lengths: what the managed side never sends must still end in a text, because a segmentation fault
/// cannot be caught.
/// </summary>
public unsafe class NullTests
{
    private static void AssertRefused(int code, string text)
    {
        var message = NativeMethods.LastError();
        Assert.That(code, Is.EqualTo(-1));
        Assert.That(message, Does.Contain(text));
    }

    [Test]
    public void Getters_of_nothing()
    {
        long number;
        int flag;
        nint handle;
        void* data;
        var text = stackalloc byte[8];
        Assert.That((NativeMethods.qht_dim(0), NativeMethods.qht_numel(0), NativeMethods.qht_dtype(0)), Is.EqualTo((-1L, -1L, -1)));
        AssertRefused(NativeMethods.qht_shape(0, &number, 1), "tensor is null");
        AssertRefused(NativeMethods.qht_strides(0, &number, 1), "tensor is null");
        AssertRefused(NativeMethods.qht_nbytes(0, &number), "tensor is null");
        AssertRefused(NativeMethods.qht_is_contiguous(0, &flag), "tensor is null");
        AssertRefused(NativeMethods.qht_device(0, text, 8), "tensor is null");
        AssertRefused(NativeMethods.qht_data_ptr(0, &data), "tensor is null");
        AssertRefused(NativeMethods.qht_alias(0, &handle), "tensor is null");
        AssertRefused(NativeMethods.qht_requires_grad(0, &flag), "tensor is null");
        AssertRefused(NativeMethods.qht_set_requires_grad(0, 1), "tensor is null");
        AssertRefused(NativeMethods.qht_is_leaf(0, &flag), "tensor is null");
        AssertRefused(NativeMethods.qht_grad(0, &handle), "tensor is null");
        AssertRefused(NativeMethods.qht_set_grad(0, 0), "tensor is null");
        AssertRefused(NativeMethods.qht_generator_set_state(0, 0), "state is null");
        Assert.That(() => NativeMethods.qht_free(0), Throws.Nothing);
    }

    [Test]
    public void Too_little_room()
    {
        using var x = ones(2, 3);
        long number;
        var text = stackalloc byte[3];
        AssertRefused(NativeMethods.qht_shape(x.Hold(), &number, 1), "too little room");
        AssertRefused(NativeMethods.qht_strides(x.Hold(), &number, 1), "too little room");
        AssertRefused(NativeMethods.qht_device(x.Hold(), text, 3), "too little room");
        x.Release();
        x.Release();
        x.Release();
    }

    [Test]
    public void Calls_of_nothing_and_with_broken_lists()
    {
        nint op;
        int count;
        NativeValue result;
        Assert.That(NativeMethods.qht_op_find("aten::cat", "", &op), Is.Zero);
        AssertRefused(NativeMethods.qht_op_call(0, null, 0, &result, 1, &count), "op is null");
        AssertRefused(NativeMethods.qht_op_call(op, null, 1, &result, 1, &count), "arguments: null with a length of 1");
        AssertRefused(NativeMethods.qht_op_call(op, null, -1, &result, 1, &count), "a negative length, -1");

        var value = new NativeValue { Tag = ValueTag.Tensors, N = 2 };
        AssertRefused(NativeMethods.qht_op_call(op, &value, 1, &result, 1, &count), "argument 'tensors': null with a length of 2");
        value.N = -2;
        AssertRefused(NativeMethods.qht_op_call(op, &value, 1, &result, 1, &count), "argument 'tensors': a negative length, -2");
        value.Tag = (ValueTag)99;
        AssertRefused(NativeMethods.qht_op_call(op, &value, 1, &result, 1, &count), "a value of unknown tag");

        Assert.That(NativeMethods.qht_op_find("aten::relu", "", &op), Is.Zero);
        value = new NativeValue { Tag = ValueTag.Tensor };
        AssertRefused(NativeMethods.qht_op_call(op, &value, 1, &result, 1, &count), "argument 'self' is null");
        using var x = ones(1);
        value.Pointer = x.Hold();
        AssertRefused(NativeMethods.qht_op_call(op, &value, 1, null, 1, &count), "results is null");
        AssertRefused(NativeMethods.qht_op_call(op, &value, 1, &result, 1, null), "result_count is null");
        x.Release();
    }

    [Test]
    public void Lists_of_nothing_in_autograd()
    {
        nint none = 0;
        nint handle;
        int attached;
        byte flag = 1;
        AssertRefused(NativeMethods.qht_backward(null, null, 1, 0, 0, null, 0), "roots: null with a length of 1");
        AssertRefused(NativeMethods.qht_backward(&none, null, 1, 0, 0, null, 0), "roots[0] is null");
        AssertRefused(NativeMethods.qht_autograd_grad(&none, null, 1, null, 0, 0, 0, 0, &handle), "roots[0] is null");
        AssertRefused(NativeMethods.qht_attach(&none, 1, null, null, 0, null, 0, 1, 0, null, null, &handle, &attached), "inputs[0] is null");

        using var x = ones([1], requires_grad: true);
        var pointer = x.Hold();
        AssertRefused(NativeMethods.qht_attach(&pointer, 1, &none, &flag, 1, null, 0, 1, 0, null, null, &handle, &attached), "outputs[0] is null");
        AssertRefused(NativeMethods.qht_attach(&pointer, 1, &pointer, &flag, 1, null, 0, 1, 0, null, null, &handle, &attached), " is null");
        AssertRefused(NativeMethods.qht_attach(&pointer, 1, &pointer, &flag, 1, null, 0, 1, 0, null, null, &handle, null), "attached is null");
        x.Release();
    }

    [Test]
    public void Foreign_memory_of_broken_shape()
    {
        nint handle;
        long size = 2;
        AssertRefused(NativeMethods.qht_from_blob(null, &size, 1, 6, null, 0, 0, &handle), "data is null");
        AssertRefused(NativeMethods.qht_from_blob(&size, null, 1, 6, null, 0, 0, &handle), "sizes: null with a length of 1");
        AssertRefused(NativeMethods.qht_from_blob(&size, &size, 1, 99, null, 0, 1, &handle), "");
    }
}
