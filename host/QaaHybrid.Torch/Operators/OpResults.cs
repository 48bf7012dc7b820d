using QaaHybrid.Torch.Native;
using static QaaHybrid.Torch.torch;

namespace QaaHybrid.Torch.Operators;

/// <summary>Takes over what an operator gave: handles and lists are the caller's.</summary>
internal static unsafe class OpResults
{
    internal static object?[] Take(ReadOnlySpan<NativeValue> results)
    {
        var taken = new object?[results.Length];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = Take(results[i]);
        return taken;
    }

    internal static void Free(ReadOnlySpan<NativeValue> results)
    {
        foreach (var result in Take(results))
        {
            switch (result)
            {
                case Tensor tensor:
                    tensor.Dispose();
                    break;
                case Tensor[] tensors:
                    foreach (var tensor in tensors)
                        tensor?.Dispose();
                    break;
            }
        }
    }

    private static object? Take(in NativeValue result)
    {
        switch (result.Tag)
        {
            case ValueTag.Tensor: return new Tensor(result.Pointer, result.N);
            case ValueTag.Int: return result.Integer;
            case ValueTag.Double: return result.Real;
            case ValueTag.Bool: return result.Integer != 0;
            case ValueTag.Ints:
                var integers = new ReadOnlySpan<long>((void*)result.Pointer, result.N).ToArray();
                NativeMethods.qht_free_mem((void*)result.Pointer);
                return integers;
            case ValueTag.Tensors:
                var handles = (nint*)result.Pointer;
                var tensors = new Tensor[result.N];
                for (var i = 0; i < tensors.Length; i++)
                    tensors[i] = handles[i] == 0 ? null! : new Tensor(handles[i]);
                NativeMethods.qht_free_mem(handles);
                return tensors;
            default: return null;
        }
    }
}
