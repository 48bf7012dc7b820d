using System.Runtime.InteropServices;
using System.Text;
using QaaHybrid.Torch.Native;

namespace QaaHybrid.Torch.Operators;

/// <summary>
/// Writes arguments in native form. Lists and texts go into one scratch block; every tensor is held until disposal, so that neither the
/// collector nor another thread can free it during the call.
/// </summary>
internal unsafe ref struct ArgumentBlock
{
    /// <summary>Scratch that a caller keeps on its stack; longer lists go to native memory.</summary>
    internal const int StackScratch = 1024;

    private readonly ReadOnlySpan<OpArgument> arguments;
    private byte* rented;
    private int held;

    /// <param name="arguments">What to write.</param>
    /// <param name="values">Room for as many values.</param>
    /// <param name="scratch">Room of <see cref="StackScratch"/> bytes, aligned to 8.</param>
    internal ArgumentBlock(ReadOnlySpan<OpArgument> arguments, NativeValue* values, byte* scratch)
    {
        this.arguments = arguments;
        var size = 0L;
        foreach (ref readonly var argument in arguments)
            size += ScratchSize(argument);
        if (size > StackScratch)
            scratch = rented = (byte*)NativeMemory.Alloc((nuint)size);
        try
        {
            for (var i = 0; i < arguments.Length; i++)
                Write(arguments[i], ref values[i], ref scratch);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var remaining = held;
        held = 0;
        foreach (ref readonly var argument in arguments)
        {
            if (argument.Tag == ValueTag.Tensor && remaining > 0)
            {
                ((torch.Tensor)argument.Reference!).Release();
                remaining--;
            }
            else if (argument.Tag == ValueTag.Tensors)
            {
                foreach (var tensor in (torch.Tensor?[])argument.Reference!)
                {
                    if (remaining == 0)
                        break;
                    tensor?.Release();
                    remaining--;
                }
            }
        }

        NativeMemory.Free(rented);
        rented = null;
    }

    private static long ScratchSize(in OpArgument argument) => argument.Tag switch
    {
        ValueTag.Tensors => 8L * ((torch.Tensor?[])argument.Reference!).Length,
        ValueTag.Ints => 8L * ((long[])argument.Reference!).Length,
        ValueTag.Doubles => 8L * ((double[])argument.Reference!).Length,
        ValueTag.Bools => ((bool[])argument.Reference!).Length + 7L,
        ValueTag.String => Encoding.UTF8.GetMaxByteCount(((string)argument.Reference!).Length) + 7L,
        _ => 0,
    };

    private void Write(in OpArgument argument, ref NativeValue value, ref byte* scratch)
    {
        value.Tag = argument.Tag;
        value.N = 0;
        value.Integer = argument.Bits;
        switch (argument.Tag)
        {
            case ValueTag.Tensor:
                value.Pointer = ((torch.Tensor)argument.Reference!).Hold();
                held++;
                break;
            case ValueTag.Tensors:
                var tensors = (torch.Tensor?[])argument.Reference!;
                value.Pointer = (nint)scratch;
                value.N = tensors.Length;
                foreach (var tensor in tensors)
                {
                    *(nint*)scratch = tensor?.Hold() ?? 0;
                    scratch += 8;
                    held++;
                }

                break;
            case ValueTag.Generator:
                value.Pointer = ((torch.Generator)argument.Reference!).Pointer;
                break;
            case ValueTag.Ints:
                CopyList<long>((long[])argument.Reference!, ref value, ref scratch);
                break;
            case ValueTag.Doubles:
                CopyList<double>((double[])argument.Reference!, ref value, ref scratch);
                break;
            case ValueTag.Bools:
                CopyList<bool>((bool[])argument.Reference!, ref value, ref scratch);
                break;
            case ValueTag.String:
                var text = (string)argument.Reference!;
                value.Pointer = (nint)scratch;
                value.N = Encoding.UTF8.GetBytes(text, new Span<byte>(scratch, Encoding.UTF8.GetMaxByteCount(text.Length)));
                scratch += (value.N + 7) & ~7;
                break;
        }
    }

    private static void CopyList<T>(ReadOnlySpan<T> list, ref NativeValue value, ref byte* scratch)
        where T : unmanaged
    {
        value.Pointer = (nint)scratch;
        value.N = list.Length;
        list.CopyTo(new Span<T>(scratch, list.Length));
        scratch += ((list.Length * sizeof(T)) + 7) & ~7;
    }
}
