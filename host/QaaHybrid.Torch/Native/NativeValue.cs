using System.Runtime.InteropServices;

namespace QaaHybrid.Torch.Native;

/// <summary>What a <see cref="NativeValue"/> holds. The numbers are those of <c>native/abi.h</c>.</summary>
internal enum ValueTag
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    String = 5,
    Ints = 6,
    Tensors = 7,
    Doubles = 8,
    Bools = 9,
    Default = 10,
    Generator = 11,
}

/// <summary>A tagged value on its way to or from an operator.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct NativeValue
{
    [FieldOffset(0)] public ValueTag Tag;

    /// <summary>The length of a list; for a tensor result the KiB of storage that it alone owns.</summary>
    [FieldOffset(4)] public int N;

    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Real;
    [FieldOffset(8)] public nint Pointer;
}
