using System.Runtime.CompilerServices;
using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    // A reduced dimension disappears, or stays with size 1 where keepdim is set.
    public partial class Tensor
    {
        /// <summary>The sum of all elements.</summary>
        public Tensor sum(ScalarType? type = null) => Aten.sum.Call(this, type);

        // A literal 0 also converts to an element type: the dimension goes first.

        /// <summary>The sum along a dimension.</summary>
        [OverloadResolutionPriority(1)]
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList.Call(this, dim, keepdim, type);

        /// <summary>The sum along dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList.Call(this, dim, keepdim, type);

        /// <summary>The mean of all elements.</summary>
        public Tensor mean() => Aten.mean.Call(this);

        /// <summary>The mean along dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Aten.mean_dim.Call(this, dimensions, keepdim, type);

        /// <summary>The mean along a dimension.</summary>
        public Tensor mean(long dim, bool keepdim = false, ScalarType? type = null) => Aten.mean_dim.Call(this, dim, keepdim, type);

        /// <summary>The greatest element.</summary>
        public Tensor max() => Aten.max.Call(this);

        /// <summary>The greatest elements along a dimension, and where they are.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Aten.max_dim.CallPair(this, dim, keepdim);

        /// <summary>The least element.</summary>
        public Tensor min() => Aten.min.Call(this);

        /// <summary>The least elements along a dimension, and where they are.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Aten.min_dim.CallPair(this, dim, keepdim);

        /// <summary>The greatest elements along dimensions.</summary>
        public Tensor amax(long[] dims, bool keepdim = false) => Aten.amax.Call(this, dims, keepdim);

        /// <summary>The least elements along dimensions.</summary>
        public Tensor amin(long[] dims, bool keepdim = false) => Aten.amin.Call(this, dims, keepdim);

        /// <summary>Where the greatest element is, in the flat tensor.</summary>
        public Tensor argmax() => Aten.argmax.Call(this);

        /// <summary>Where the greatest elements are along a dimension.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Aten.argmax.Call(this, dim, keepdim);

        /// <summary>Where the least element is, in the flat tensor.</summary>
        public Tensor argmin() => Aten.argmin.Call(this);

        /// <summary>Where the least elements are along a dimension.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Aten.argmin.Call(this, dim, keepdim);

        /// <summary>The order that would sort a dimension.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Aten.argsort.Call(this, dim, descending);

        /// <summary>The k greatest (or least) elements along a dimension, and where they are.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Aten.topk.CallPair(this, k, dim, largest, sorted);

        /// <summary>A dimension sorted, and where its elements were.</summary>
        /// <param name="dim">The dimension.</param>
        /// <param name="descending">The greatest first.</param>
        /// <param name="stable">Equal elements keep their order.</param>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Aten.sort_stable.CallPair(this, stable, dim, descending);

        /// <summary>(Σ |x|ᵖ)^(1/p) over all elements.</summary>
        public Tensor norm(float p = 2.0f) => Aten.norm_Scalar.Call(this, (double)p);

        /// <summary>(Σ |x|ᵖ)^(1/p) along a dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) => Aten.norm_ScalarOpt_dim.Call(this, (double)p, dim, keepdim);

        /// <summary>The standard deviation of all elements; unbiased divides by n − 1.</summary>
        public Tensor std(bool unbiased = true) => Aten.std.Call(this, unbiased);

        /// <summary>The standard deviation along a dimension.</summary>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false) => Aten.std_dim.Call(this, new[] { dim }, unbiased, keepdim);

        /// <summary>The variance of all elements; unbiased divides by n − 1.</summary>
        public Tensor var(bool unbiased = true) => Aten.var.Call(this, unbiased);

        /// <summary>The variance along a dimension.</summary>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false) => Aten.var_dim.Call(this, new[] { dim }, unbiased, keepdim);

        /// <summary>The product of all elements.</summary>
        public Tensor prod(ScalarType? type = null) => Aten.prod.Call(this, type);

        /// <summary>The product along a dimension.</summary>
        [OverloadResolutionPriority(1)]
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Aten.prod_dim_int.Call(this, dim, keepdim, type);

        /// <summary>Sums of the first elements along a dimension.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.cumsum.Call(this, dim, type);

        /// <summary>Products of the first elements along a dimension.</summary>
        public Tensor cumprod(long dim, ScalarType? type = null) => Aten.cumprod.Call(this, dim, type);

        /// <summary>Whether any element is not zero.</summary>
        public Tensor any() => Aten.any.Call(this);

        /// <summary>Whether any element along a dimension is not zero.</summary>
        public Tensor any(long dim, bool keepdim = false) => Aten.any_dim.Call(this, dim, keepdim);

        /// <summary>Whether no element is zero.</summary>
        public Tensor all() => Aten.all.Call(this);

        /// <summary>Whether no element along a dimension is zero.</summary>
        public Tensor all(long dim, bool keepdim = false) => Aten.all_dim.Call(this, dim, keepdim);

        /// <summary>ln Σ eˣ along a dimension.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.logsumexp.Call(this, dim, keepdim);

        /// <summary>eˣ / Σ eˣ along a dimension, computed in another type where one is given.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.softmax_int.Call(this, dim, dtype);

        /// <summary>x − ln Σ eˣ along a dimension, computed in another type where one is given.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.log_softmax_int.Call(this, dim, dtype);

        /// <summary>How many elements are not zero.</summary>
        public Tensor count_nonzero() => Aten.count_nonzero.Call(this);

        /// <summary>How often each of 0, 1, 2 … is an element.</summary>
        public Tensor bincount(Tensor? weights = null, long minlength = 0) => Aten.bincount.Call(this, weights, minlength);
    }
}
