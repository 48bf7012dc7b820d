using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>self + alpha · other.</summary>
        public Tensor add(Tensor other, Scalar? alpha = null) => Aten.add_Tensor.Call(this, other, alpha ?? 1);

        /// <summary>self + alpha · other.</summary>
        public Tensor add(Scalar other, Scalar? alpha = null) => Aten.add_Scalar.Call(this, other, alpha ?? 1);

        /// <summary>self ← self + alpha · other.</summary>
        public Tensor add_(Tensor other, Scalar? alpha = null) => Aten.add__Tensor.Change(this, other, alpha ?? 1);

        /// <summary>self ← self + alpha · other.</summary>
        public Tensor add_(Scalar other, Scalar? alpha = null) => Aten.add__Scalar.Change(this, other, alpha ?? 1);

        /// <summary>self − alpha · other.</summary>
        public Tensor sub(Tensor other, Scalar? alpha = null) => Aten.sub_Tensor.Call(this, other, alpha ?? 1);

        /// <summary>self − alpha · other.</summary>
        public Tensor sub(Scalar other, Scalar? alpha = null) => Aten.sub_Scalar.Call(this, other, alpha ?? 1);

        /// <summary>self ← self − alpha · other.</summary>
        public Tensor sub_(Tensor other, Scalar? alpha = null) => Aten.sub__Tensor.Change(this, other, alpha ?? 1);

        /// <summary>self ← self − alpha · other.</summary>
        public Tensor sub_(Scalar other, Scalar? alpha = null) => Aten.sub__Scalar.Change(this, other, alpha ?? 1);

        /// <summary>self · other, element by element.</summary>
        public Tensor mul(Tensor other) => Aten.mul_Tensor.Call(this, other);

        /// <summary>self · other.</summary>
        public Tensor mul(Scalar other) => Aten.mul_Scalar.Call(this, other);

        /// <summary>self ← self · other.</summary>
        public Tensor mul_(Tensor other) => Aten.mul__Tensor.Change(this, other);

        /// <summary>self ← self · other.</summary>
        public Tensor mul_(Scalar other) => Aten.mul__Scalar.Change(this, other);

        /// <summary>self / other; of integers too a floating-point number.</summary>
        public Tensor div(Tensor other, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None
            ? Aten.div_Tensor.Call(this, other)
            : Aten.div_Tensor_mode.Call(this, other, rounding_mode.Name());

        /// <summary>self / other; of integers too a floating-point number.</summary>
        public Tensor div(Scalar other, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None
            ? Aten.div_Scalar.Call(this, other)
            : Aten.div_Scalar_mode.Call(this, other, rounding_mode.Name());

        /// <summary>self ← self / other.</summary>
        public Tensor div_(Tensor other) => Aten.div__Tensor.Change(this, other);

        /// <summary>self ← self / other.</summary>
        public Tensor div_(Scalar other) => Aten.div__Scalar.Change(this, other);

        /// <summary>⌊self / other⌋.</summary>
        public Tensor floor_divide(Tensor other) => Aten.floor_divide.Call(this, other);

        /// <summary>⌊self / other⌋.</summary>
        public Tensor floor_divide(Scalar other) => Aten.floor_divide_Scalar.Call(this, other);

        /// <summary>self − other · ⌊self / other⌋, with the sign of other.</summary>
        public Tensor remainder(Tensor other) => Aten.remainder_Tensor.Call(this, other);

        /// <summary>self − other · ⌊self / other⌋, with the sign of other.</summary>
        public Tensor remainder(Scalar other) => Aten.remainder_Scalar.Call(this, other);

        /// <summary>self + value · tensor1 · tensor2.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul.Call(this, tensor1, tensor2, value);

        /// <summary>self ← self + value · tensor1 · tensor2.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul_.Change(this, tensor1, tensor2, value);

        /// <summary>self + value · tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv.Call(this, tensor1, tensor2, value);

        /// <summary>self ← self + value · tensor1 / tensor2.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv_.Change(this, tensor1, tensor2, value);

        /// <summary>self + weight · (end − self).</summary>
        public Tensor lerp(Tensor end, Scalar weight) => Aten.lerp_Scalar.Call(this, end, weight);

        /// <summary>self ← self + weight · (end − self).</summary>
        public Tensor lerp_(Tensor end, Scalar weight) => Aten.lerp__Scalar.Change(this, end, weight);

        /// <summary>self to a power.</summary>
        public Tensor pow(Scalar exponent) => Aten.pow_Tensor_Scalar.Call(this, exponent);

        /// <summary>self to a power, element by element.</summary>
        public Tensor pow(Tensor exponent) => Aten.pow_Tensor_Tensor.Call(this, exponent);

        /// <summary>self ← self to a power.</summary>
        public Tensor pow_(Scalar exponent) => Aten.pow__Scalar.Change(this, exponent);

        /// <summary>−self.</summary>
        public Tensor neg() => Aten.neg.Call(this);

        /// <summary>self ← −self.</summary>
        public Tensor neg_() => Aten.neg_.Change(this);
    }

    /// <summary>How a division rounds.</summary>
    public enum RoundingMode
    {
        /// <summary>Not at all.</summary>
        None,

        /// <summary>Towards zero.</summary>
        trunc,

        /// <summary>Downwards.</summary>
        floor,
    }

    private static string? Name(this RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();
}
