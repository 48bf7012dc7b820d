using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Where elements are equal.</summary>
        public Tensor eq(Tensor right) => Aten.eq_Tensor.Call(this, right);

        /// <summary>Where elements equal a number.</summary>
        public Tensor eq(Scalar right) => Aten.eq_Scalar.Call(this, right);

        /// <summary>Where elements differ.</summary>
        public Tensor ne(Tensor right) => Aten.ne_Tensor.Call(this, right);

        /// <summary>Where elements differ from a number.</summary>
        public Tensor ne(Scalar right) => Aten.ne_Scalar.Call(this, right);

        /// <summary>Where elements are less.</summary>
        public Tensor lt(Tensor right) => Aten.lt_Tensor.Call(this, right);

        /// <summary>Where elements are less than a number.</summary>
        public Tensor lt(Scalar right) => Aten.lt_Scalar.Call(this, right);

        /// <summary>Where elements are less or equal.</summary>
        public Tensor le(Tensor right) => Aten.le_Tensor.Call(this, right);

        /// <summary>Where elements are at most a number.</summary>
        public Tensor le(Scalar right) => Aten.le_Scalar.Call(this, right);

        /// <summary>Where elements are greater.</summary>
        public Tensor gt(Tensor right) => Aten.gt_Tensor.Call(this, right);

        /// <summary>Where elements are greater than a number.</summary>
        public Tensor gt(Scalar right) => Aten.gt_Scalar.Call(this, right);

        /// <summary>Where elements are greater or equal.</summary>
        public Tensor ge(Tensor right) => Aten.ge_Tensor.Call(this, right);

        /// <summary>Where elements are at least a number.</summary>
        public Tensor ge(Scalar right) => Aten.ge_Scalar.Call(this, right);

        /// <summary>Whether shapes and all elements are equal.</summary>
        public bool equal(Tensor target) => Aten.equal.CallScalar(this, target).ToBoolean();

        /// <summary>Whether |self − target| ≤ atol + rtol · |target| everywhere.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Aten.allclose.CallScalar(this, target, rtol, atol, equal_nan).ToBoolean();

        /// <summary>Where |self − other| ≤ atol + rtol · |other|.</summary>
        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Aten.isclose.Call(this, other, rtol, atol, nanEqual);

        /// <summary>Where elements are not a number.</summary>
        public Tensor isnan() => Aten.isnan.Call(this);

        /// <summary>Where elements are infinite.</summary>
        public Tensor isinf() => Aten.isinf.Call(this);

        /// <summary>Where elements are neither infinite nor not a number.</summary>
        public Tensor isfinite() => Aten.isfinite.Call(this);

        /// <summary>And, bit by bit.</summary>
        public Tensor bitwise_and(Tensor other) => Aten.bitwise_and_Tensor.Call(this, other);

        /// <summary>Or, bit by bit.</summary>
        public Tensor bitwise_or(Tensor other) => Aten.bitwise_or_Tensor.Call(this, other);

        /// <summary>Exclusive or, bit by bit.</summary>
        public Tensor bitwise_xor(Tensor other) => Aten.bitwise_xor_Tensor.Call(this, other);

        /// <summary>Not, bit by bit.</summary>
        public Tensor bitwise_not() => Aten.bitwise_not.Call(this);

        /// <summary>And of truth values.</summary>
        public Tensor logical_and(Tensor other) => Aten.logical_and.Call(this, other);

        /// <summary>Or of truth values.</summary>
        public Tensor logical_or(Tensor other) => Aten.logical_or.Call(this, other);

        /// <summary>Not of truth values.</summary>
        public Tensor logical_not() => Aten.logical_not.Call(this);

        /// <summary>The greater of two, element by element.</summary>
        public Tensor maximum(Tensor other) => Aten.maximum.Call(this, other);

        /// <summary>The lesser of two, element by element.</summary>
        public Tensor minimum(Tensor other) => Aten.minimum.Call(this, other);
    }
}
