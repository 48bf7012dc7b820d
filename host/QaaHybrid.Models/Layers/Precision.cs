namespace QaaHybrid.Models;

/// <summary>Sums over many elements are computed in single precision at least, whatever the type of the weights.</summary>
internal static class Precision
{
    /// <summary>The tensor itself, or where it is of half precision, the same numbers in single precision.</summary>
    public static Tensor AtLeastSingle(this Tensor tensor) =>
        tensor.dtype is ScalarType.BFloat16 or ScalarType.Float16 ? tensor.to(ScalarType.Float32) : tensor;
}
