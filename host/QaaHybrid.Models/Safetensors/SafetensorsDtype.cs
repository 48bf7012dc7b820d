namespace QaaHybrid.Models;

/// <summary>Element types of a safetensors file that are read and written here, under the names that stand in the file.</summary>
public enum SafetensorsDtype
{
    /// <summary>One byte, 0 or 1.</summary>
    BOOL,

    /// <summary>Unsigned, 1 byte.</summary>
    U8,

    /// <summary>Signed, 1 byte.</summary>
    I8,

    /// <summary>Signed, 2 bytes.</summary>
    I16,

    /// <summary>Signed, 4 bytes.</summary>
    I32,

    /// <summary>Signed, 8 bytes.</summary>
    I64,

    /// <summary>IEEE 754 half precision.</summary>
    F16,

    /// <summary>The upper half of a single: 8 bits of exponent, 7 of fraction.</summary>
    BF16,

    /// <summary>IEEE 754 single precision.</summary>
    F32,

    /// <summary>IEEE 754 double precision.</summary>
    F64,
}

/// <summary>Sizes of the element types.</summary>
public static class SafetensorsDtypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(this SafetensorsDtype dtype) => dtype switch
    {
        SafetensorsDtype.BOOL or SafetensorsDtype.U8 or SafetensorsDtype.I8 => 1,
        SafetensorsDtype.I16 or SafetensorsDtype.F16 or SafetensorsDtype.BF16 => 2,
        SafetensorsDtype.I32 or SafetensorsDtype.F32 => 4,
        SafetensorsDtype.I64 or SafetensorsDtype.F64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, null),
    };
}
