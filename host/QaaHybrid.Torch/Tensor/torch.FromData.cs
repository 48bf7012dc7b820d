using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QaaHybrid.Torch.Native;

namespace QaaHybrid.Torch;

public static unsafe partial class torch
{
    /// <summary>A tensor without dimensions; its type is that of the .NET number unless another is given.</summary>
    public static Tensor tensor<T>(T scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged => Copy(new ReadOnlySpan<T>(in scalar), [], dtype, device, requires_grad);

    /// <summary>A vector; its type is that of the .NET numbers unless another is given. The numbers are copied.</summary>
    public static Tensor tensor<T>(T[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged => Copy<T>(dataArray, [dataArray.Length], dtype, device, requires_grad);

    /// <summary>A tensor of any shape from numbers in the order of their indices. The numbers are copied.</summary>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static Tensor tensor<T>(T[] dataArray, long[] dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged => Copy<T>(dataArray, dimensions, dtype, device, requires_grad);

    /// <summary>A vector; its type is that of the .NET numbers unless another is given. The numbers are copied.</summary>
    public static Tensor tensor<T>(IList<T> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged => Copy<T>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad);

    /// <summary>A tensor of any shape from numbers in the order of their indices. The numbers are copied.</summary>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static Tensor tensor<T>(IList<T> rawArray, long[] dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged => Copy<T>(rawArray.ToArray(), dimensions, dtype, device, requires_grad);

    /// <summary>A matrix. The numbers are copied.</summary>
    public static Tensor tensor<T>(T[,] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged => Copy(
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(dataArray)), dataArray.Length),
            [dataArray.GetLength(0), dataArray.GetLength(1)], dtype, device, requires_grad);

    /// <summary>A tensor of any shape from numbers in the order of their indices. The numbers are copied.</summary>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static Tensor tensor<T>(ReadOnlySpan<T> data, long[] dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged => Copy(data, dimensions, dtype, device, requires_grad);

    /// <summary>
    /// A tensor over memory that is not its own, without a copy: a mapped file, for instance. The memory has to stay until
    /// <paramref name="deleter"/> is called, which happens once, on any thread, when the tensor and all its views are gone.
    /// Map a file copy-on-write: a change in place of memory that may only be read ends the process.
    /// </summary>
    /// <param name="data">The first element.</param>
    /// <param name="shape">The sizes of the dimensions; elements lie densely in the order of their indices.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="deleter">Releases the memory; must not throw. Null where the memory outlives the tensor anyway.</param>
    public static Tensor from_blob(nint data, long[] shape, ScalarType dtype, Action? deleter = null)
    {
        var context = deleter is null ? default : GCHandle.Alloc(deleter);
        try
        {
            return FromBlob((void*)data, shape, dtype, deleter is null ? null : &RunDeleter, GCHandle.ToIntPtr(context), copy: false);
        }
        catch
        {
            if (context.IsAllocated)
                context.Free();
            throw;
        }
    }

    /// <summary>A vector over a managed array, without a copy: what one changes, the other sees. The array is pinned while the tensor or a view of it lives.</summary>
    /// <param name="rawArray">The array.</param>
    /// <param name="dimensions">The sizes of the dimensions; a vector by default.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static Tensor frombuffer<T>(T[] rawArray, long[]? dimensions = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        var shape = dimensions ?? [rawArray.Length];
        CheckCount(rawArray.Length, shape);
        var pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        try
        {
            return from_blob(pin.AddrOfPinnedObject(), shape, TypeOf<T>(), pin.Free);
        }
        catch
        {
            pin.Free();
            throw;
        }
    }

    private static Tensor Copy<T>(ReadOnlySpan<T> data, long[] shape, ScalarType? dtype, Device? device, bool requires_grad)
        where T : unmanaged
    {
        CheckCount(data.Length, shape);
        Tensor copied;
        fixed (T* pointer = data)
            copied = FromBlob(pointer, shape, TypeOf<T>(), null, 0, copy: true);
        if (dtype is { } type && type != TypeOf<T>())
            copied = Replace(copied, copied.to(type));
        if (device is not null && device != CPU)
            copied = Replace(copied, copied.to(device));
        return With(copied, requires_grad);
    }

    private static Tensor Replace(Tensor old, Tensor replacement)
    {
        old.Dispose();
        return replacement;
    }

    private static void CheckCount(long count, long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var expected = 1L;
        foreach (var size in shape)
            expected = checked(expected * size);
        if (expected != count)
            throw new ArgumentException($"{count} numbers for a tensor of shape [{string.Join(", ", shape)}], which has {expected}", nameof(shape));
    }

    private static Tensor FromBlob(void* data, long[] shape, ScalarType dtype, delegate* unmanaged[Cdecl]<nint, void> deleter, nint context, bool copy)
    {
        ArgumentNullException.ThrowIfNull(shape);
        nint made;
        fixed (long* sizes = shape)
            NativeMethods.Check(NativeMethods.qht_from_blob(data, sizes, shape.Length, (int)dtype, deleter, context, copy ? 1 : 0, &made), "from_blob");
        var bytes = copy ? shape.Aggregate((long)dtype.ElementSize(), (product, size) => product * size) : 0;
        return new Tensor(made, (int)Math.Min(bytes >> 10, int.MaxValue));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void RunDeleter(nint context)
    {
        var handle = GCHandle.FromIntPtr(context);
        ((Action)handle.Target!)();
        handle.Free();
    }
}
