namespace QaaHybrid.Torch;

/// <summary>
/// The tensor library: libtorch under the names, argument orders and meanings of TorchSharp, which keeps PyTorch's. Made to be used as
/// <c>using QaaHybrid.Torch; using static QaaHybrid.Torch.torch;</c>.
/// </summary>
public static partial class torch
{
    /// <summary>The element type of a tensor. The numbers are libtorch's.</summary>
#pragma warning disable CA1028 // sbyte, as in TorchSharp
    public enum ScalarType : sbyte
#pragma warning restore CA1028
    {
        /// <summary>Unsigned, 8 bits.</summary>
        Byte = 0,

        /// <summary>Signed, 8 bits.</summary>
        Int8 = 1,

        /// <summary>Signed, 16 bits.</summary>
        Int16 = 2,

        /// <summary>Signed, 32 bits.</summary>
        Int32 = 3,

        /// <summary>Signed, 64 bits.</summary>
        Int64 = 4,

        /// <summary>IEEE half precision.</summary>
        Float16 = 5,

        /// <summary>IEEE single precision.</summary>
        Float32 = 6,

        /// <summary>IEEE double precision.</summary>
        Float64 = 7,

        /// <summary>Two single-precision numbers.</summary>
        ComplexFloat32 = 9,

        /// <summary>Two double-precision numbers.</summary>
        ComplexFloat64 = 10,

        /// <summary>One byte, 0 or 1.</summary>
        Bool = 11,

        /// <summary>The upper half of a single-precision number.</summary>
        BFloat16 = 15,
    }

    /// <summary>Unsigned integers of 8 bits.</summary>
    public const ScalarType uint8 = ScalarType.Byte;

    /// <summary>Integers of 8 bits.</summary>
    public const ScalarType int8 = ScalarType.Int8;

    /// <summary>Integers of 16 bits.</summary>
    public const ScalarType int16 = ScalarType.Int16;

    /// <summary>Integers of 32 bits.</summary>
    public const ScalarType int32 = ScalarType.Int32;

    /// <summary>Integers of 64 bits.</summary>
    public const ScalarType int64 = ScalarType.Int64;

    /// <summary>IEEE half precision.</summary>
    public const ScalarType float16 = ScalarType.Float16;

    /// <summary>IEEE single precision.</summary>
    public const ScalarType float32 = ScalarType.Float32;

    /// <summary>IEEE double precision.</summary>
    public const ScalarType float64 = ScalarType.Float64;

    /// <summary>The upper half of a single-precision number.</summary>
    public const ScalarType bfloat16 = ScalarType.BFloat16;

    /// <summary>Two single-precision numbers.</summary>
    public const ScalarType complex64 = ScalarType.ComplexFloat32;

    /// <summary>Two double-precision numbers.</summary>
    public const ScalarType complex128 = ScalarType.ComplexFloat64;

    /// <summary>Truth values.</summary>
    public const ScalarType @bool = ScalarType.Bool;

    /// <summary>The element type that stores the .NET type <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    internal static ScalarType TypeOf<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return ScalarType.Float32;
        if (typeof(T) == typeof(double)) return ScalarType.Float64;
        if (typeof(T) == typeof(long)) return ScalarType.Int64;
        if (typeof(T) == typeof(int)) return ScalarType.Int32;
        if (typeof(T) == typeof(short)) return ScalarType.Int16;
        if (typeof(T) == typeof(sbyte)) return ScalarType.Int8;
        if (typeof(T) == typeof(byte)) return ScalarType.Byte;
        if (typeof(T) == typeof(bool)) return ScalarType.Bool;
        if (typeof(T) == typeof(Half)) return ScalarType.Float16;
        if (typeof(T) == typeof(System.Numerics.Complex)) return ScalarType.ComplexFloat64;
        throw new NotSupportedException($"no tensor has elements of type {typeof(T)}");
    }

    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "an element type that this binding does not know"),
    };

    /// <summary>Whether the elements are floating-point numbers.</summary>
    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;
}
