using System.Runtime.InteropServices;

namespace QaaHybrid.Torch.Native;

/// <summary>
/// Native pointers of a list of tensors, kept alive until disposed: neither the collector nor another thread can free them during a call.
/// </summary>
internal unsafe ref struct HeldHandles
{
    private readonly ReadOnlySpan<torch.Tensor?> tensors;
    private int held;

    /// <param name="tensors">The tensors; null becomes a null pointer.</param>
    /// <exception cref="ObjectDisposedException">One of them is disposed.</exception>
    internal HeldHandles(ReadOnlySpan<torch.Tensor?> tensors)
    {
        this.tensors = tensors;
        Pointers = (nint*)NativeMemory.Alloc((nuint)Math.Max(1, tensors.Length), (nuint)sizeof(nint));
        try
        {
            for (; held < tensors.Length; held++)
                Pointers[held] = tensors[held]?.Hold() ?? 0;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal nint* Pointers { get; private set; }

    internal readonly int Count => tensors.Length;

    public void Dispose()
    {
        for (; held > 0; held--)
            tensors[held - 1]?.Release();
        NativeMemory.Free(Pointers);
        Pointers = null;
    }
}
