using System.Runtime.CompilerServices;
using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    // Without an element type: float32, or int64 where all arguments are integers.

    /// <summary>Zeros.</summary>
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        With(Aten.zeros.Call(size, dtype, OpArgument.None, device), requires_grad);

    /// <summary>Zeros.</summary>
    public static Tensor zeros(params long[] size) => zeros(size, null);

    /// <summary>Ones.</summary>
    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        With(Aten.ones.Call(size, dtype, OpArgument.None, device), requires_grad);

    /// <summary>Ones.</summary>
    public static Tensor ones(params long[] size) => ones(size, null);

    /// <summary>Memory as it comes.</summary>
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        With(Aten.empty_memory_format.Call(size, dtype, OpArgument.None, device), requires_grad);

    /// <summary>Memory as it comes.</summary>
    public static Tensor empty(params long[] size) => empty(size, null);

    /// <summary>One number repeated.</summary>
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        With(Aten.full.Call(size, value, dtype, OpArgument.None, device), requires_grad);

    /// <summary>Zeros of another tensor's shape and type.</summary>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null) => Aten.zeros_like.Call(input, dtype);

    /// <summary>Ones of another tensor's shape and type.</summary>
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null) => Aten.ones_like.Call(input, dtype);

    /// <summary>Memory as it comes, of another tensor's shape and type.</summary>
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null) => Aten.empty_like.Call(input, dtype);

    /// <summary>One number repeated, of another tensor's shape and type.</summary>
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null) => Aten.full_like.Call(input, value, dtype);

    /// <summary>0, 1, 2 … before stop.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        With(Aten.arange.Call(stop, dtype, OpArgument.None, device), requires_grad);

    // A literal 0 also converts to an element type: numbers go first.

    /// <summary>start, start + 1 … before stop.</summary>
    [OverloadResolutionPriority(1)]
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        With(Aten.arange_start.Call(start, stop, dtype, OpArgument.None, device), requires_grad);

    /// <summary>start, start + step … before stop.</summary>
    [OverloadResolutionPriority(2)]
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        With(Aten.arange_start_step.Call(start, stop, step, dtype, OpArgument.None, device), requires_grad);

    /// <summary>Equally spaced numbers from start to end, both included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        With(Aten.linspace.Call(start, end, steps, dtype, OpArgument.None, device), requires_grad);

    /// <summary>The unit matrix, or its upper left part extended by zeros.</summary>
    public static Tensor eye(long rows, long? columns = null, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        With(Aten.eye_m.Call(rows, columns ?? rows, dtype, OpArgument.None, device), requires_grad);

    private static Tensor With(Tensor tensor, bool requires_grad) => requires_grad ? tensor.requires_grad_() : tensor;
}
