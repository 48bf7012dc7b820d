using System.Runtime.CompilerServices;

namespace QaaHybrid.Circuits.Batches;

/// <summary>A buffer that the garbage collector neither moves nor leaves off a cache line's start. It grows and never shrinks.</summary>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int Alignment = 64;

    private T[] _numbers = [];
    private T* _start;
    private int _length;

    /// <summary>The buffer's start; it holds at least <paramref name="length"/> numbers, of any value.</summary>
    public T* AtLeast(int length)
    {
        if (length > _length)
        {
            _numbers = GC.AllocateUninitializedArray<T>(length + Alignment / sizeof(T), pinned: true);
            var address = (nint)Unsafe.AsPointer(ref _numbers[0]);
            _start = (T*)((address + Alignment - 1) & ~(nint)(Alignment - 1));
            _length = length;
        }
        return _start;
    }
}
