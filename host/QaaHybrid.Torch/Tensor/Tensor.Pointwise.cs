using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

// Functions of one element each: on a tensor, in place on a tensor (underscore), and as torch.name(tensor).
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>|x|.</summary>
        public Tensor abs() => Aten.abs.Call(this);

        /// <summary>|x|, in place.</summary>
        public Tensor abs_() => Aten.abs_.Change(this);

        /// <summary>eˣ.</summary>
        public Tensor exp() => Aten.exp.Call(this);

        /// <summary>eˣ, in place.</summary>
        public Tensor exp_() => Aten.exp_.Change(this);

        /// <summary>eˣ − 1.</summary>
        public Tensor expm1() => Aten.expm1.Call(this);

        /// <summary>eˣ − 1, in place.</summary>
        public Tensor expm1_() => Aten.expm1_.Change(this);

        /// <summary>ln x.</summary>
        public Tensor log() => Aten.log.Call(this);

        /// <summary>ln x, in place.</summary>
        public Tensor log_() => Aten.log_.Change(this);

        /// <summary>log₂ x.</summary>
        public Tensor log2() => Aten.log2.Call(this);

        /// <summary>log₁₀ x.</summary>
        public Tensor log10() => Aten.log10.Call(this);

        /// <summary>ln(1 + x).</summary>
        public Tensor log1p() => Aten.log1p.Call(this);

        /// <summary>ln(1 + x), in place.</summary>
        public Tensor log1p_() => Aten.log1p_.Change(this);

        /// <summary>sin x, x in radians.</summary>
        public Tensor sin() => Aten.sin.Call(this);

        /// <summary>sin x, x in radians, in place.</summary>
        public Tensor sin_() => Aten.sin_.Change(this);

        /// <summary>cos x, x in radians.</summary>
        public Tensor cos() => Aten.cos.Call(this);

        /// <summary>cos x, x in radians, in place.</summary>
        public Tensor cos_() => Aten.cos_.Change(this);

        /// <summary>tan x, x in radians.</summary>
        public Tensor tan() => Aten.tan.Call(this);

        /// <summary>arcsin x, in radians.</summary>
        public Tensor asin() => Aten.asin.Call(this);

        /// <summary>arccos x, in radians.</summary>
        public Tensor acos() => Aten.acos.Call(this);

        /// <summary>arctan x, in radians.</summary>
        public Tensor atan() => Aten.atan.Call(this);

        /// <summary>sinh x.</summary>
        public Tensor sinh() => Aten.sinh.Call(this);

        /// <summary>cosh x.</summary>
        public Tensor cosh() => Aten.cosh.Call(this);

        /// <summary>tanh x.</summary>
        public Tensor tanh() => Aten.tanh.Call(this);

        /// <summary>tanh x, in place.</summary>
        public Tensor tanh_() => Aten.tanh_.Change(this);

        /// <summary>√x.</summary>
        public Tensor sqrt() => Aten.sqrt.Call(this);

        /// <summary>√x, in place.</summary>
        public Tensor sqrt_() => Aten.sqrt_.Change(this);

        /// <summary>1/√x.</summary>
        public Tensor rsqrt() => Aten.rsqrt.Call(this);

        /// <summary>1/√x, in place.</summary>
        public Tensor rsqrt_() => Aten.rsqrt_.Change(this);

        /// <summary>x².</summary>
        public Tensor square() => Aten.square.Call(this);

        /// <summary>x², in place.</summary>
        public Tensor square_() => Aten.square_.Change(this);

        /// <summary>1/x.</summary>
        public Tensor reciprocal() => Aten.reciprocal.Call(this);

        /// <summary>1/x, in place.</summary>
        public Tensor reciprocal_() => Aten.reciprocal_.Change(this);

        /// <summary>−1, 0 or 1.</summary>
        public Tensor sign() => Aten.sign.Call(this);

        /// <summary>⌊x⌋.</summary>
        public Tensor floor() => Aten.floor.Call(this);

        /// <summary>⌊x⌋, in place.</summary>
        public Tensor floor_() => Aten.floor_.Change(this);

        /// <summary>⌈x⌉.</summary>
        public Tensor ceil() => Aten.ceil.Call(this);

        /// <summary>⌈x⌉, in place.</summary>
        public Tensor ceil_() => Aten.ceil_.Change(this);

        /// <summary>The nearest integer, halves to even.</summary>
        public Tensor round() => Aten.round.Call(this);

        /// <summary>The nearest integer, halves to even, in place.</summary>
        public Tensor round_() => Aten.round_.Change(this);

        /// <summary>The integer part.</summary>
        public Tensor trunc() => Aten.trunc.Call(this);

        /// <summary>The error function.</summary>
        public Tensor erf() => Aten.erf.Call(this);

        /// <summary>1/(1 + e⁻ˣ).</summary>
        public Tensor sigmoid() => Aten.sigmoid.Call(this);

        /// <summary>1/(1 + e⁻ˣ), in place.</summary>
        public Tensor sigmoid_() => Aten.sigmoid_.Change(this);

        /// <summary>max(x, 0).</summary>
        public Tensor relu() => Aten.relu.Call(this);

        /// <summary>max(x, 0), in place.</summary>
        public Tensor relu_() => Aten.relu_.Change(this);

        /// <summary>x/(1 + e⁻ˣ).</summary>
        public Tensor silu() => Aten.silu.Call(this);

        /// <summary>x/(1 + e⁻ˣ), in place.</summary>
        public Tensor silu_() => Aten.silu_.Change(this);

        /// <summary>ln(1 + eˣ).</summary>
        public Tensor softplus() => Aten.softplus.Call(this);

        /// <summary>x·Φ(x) with the normal distribution Φ, or its tanh approximation.</summary>
        /// <param name="approximate"><c>none</c> or <c>tanh</c>.</param>
        public Tensor gelu(string approximate = "none") => Aten.gelu.Call(this, approximate);

        /// <summary>The angle of the point (other, self), in radians.</summary>
        public Tensor atan2(Tensor other) => Aten.atan2.Call(this, other);

        /// <summary>Limits elements to [min, max]; a limit may be absent.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.clamp.Call(this, min, max);

        /// <summary>Limits elements to [min, max], in place.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.clamp_.Change(this, min, max);

        /// <summary>Replaces what is not a finite number.</summary>
        /// <param name="nan">For what is no number; 0 by default.</param>
        /// <param name="posinf">For +∞; the greatest number of the type by default.</param>
        /// <param name="neginf">For −∞; the least number of the type by default.</param>
        public Tensor nan_to_num(double? nan = null, double? posinf = null, double? neginf = null) => Aten.nan_to_num.Call(this, nan, posinf, neginf);
    }

    /// <inheritdoc cref="Tensor.abs()"/>
    public static Tensor abs(Tensor input) => input.abs();

    /// <inheritdoc cref="Tensor.exp()"/>
    public static Tensor exp(Tensor input) => input.exp();

    /// <inheritdoc cref="Tensor.expm1()"/>
    public static Tensor expm1(Tensor input) => input.expm1();

    /// <inheritdoc cref="Tensor.log()"/>
    public static Tensor log(Tensor input) => input.log();

    /// <inheritdoc cref="Tensor.log2()"/>
    public static Tensor log2(Tensor input) => input.log2();

    /// <inheritdoc cref="Tensor.log10()"/>
    public static Tensor log10(Tensor input) => input.log10();

    /// <inheritdoc cref="Tensor.log1p()"/>
    public static Tensor log1p(Tensor input) => input.log1p();

    /// <inheritdoc cref="Tensor.sin()"/>
    public static Tensor sin(Tensor input) => input.sin();

    /// <inheritdoc cref="Tensor.cos()"/>
    public static Tensor cos(Tensor input) => input.cos();

    /// <inheritdoc cref="Tensor.tan()"/>
    public static Tensor tan(Tensor input) => input.tan();

    /// <inheritdoc cref="Tensor.asin()"/>
    public static Tensor asin(Tensor input) => input.asin();

    /// <inheritdoc cref="Tensor.acos()"/>
    public static Tensor acos(Tensor input) => input.acos();

    /// <inheritdoc cref="Tensor.atan()"/>
    public static Tensor atan(Tensor input) => input.atan();

    /// <inheritdoc cref="Tensor.sinh()"/>
    public static Tensor sinh(Tensor input) => input.sinh();

    /// <inheritdoc cref="Tensor.cosh()"/>
    public static Tensor cosh(Tensor input) => input.cosh();

    /// <inheritdoc cref="Tensor.tanh()"/>
    public static Tensor tanh(Tensor input) => input.tanh();

    /// <inheritdoc cref="Tensor.sqrt()"/>
    public static Tensor sqrt(Tensor input) => input.sqrt();

    /// <inheritdoc cref="Tensor.rsqrt()"/>
    public static Tensor rsqrt(Tensor input) => input.rsqrt();

    /// <inheritdoc cref="Tensor.square()"/>
    public static Tensor square(Tensor input) => input.square();

    /// <inheritdoc cref="Tensor.reciprocal()"/>
    public static Tensor reciprocal(Tensor input) => input.reciprocal();

    /// <inheritdoc cref="Tensor.sign()"/>
    public static Tensor sign(Tensor input) => input.sign();

    /// <inheritdoc cref="Tensor.floor()"/>
    public static Tensor floor(Tensor input) => input.floor();

    /// <inheritdoc cref="Tensor.ceil()"/>
    public static Tensor ceil(Tensor input) => input.ceil();

    /// <inheritdoc cref="Tensor.round()"/>
    public static Tensor round(Tensor input) => input.round();

    /// <inheritdoc cref="Tensor.trunc()"/>
    public static Tensor trunc(Tensor input) => input.trunc();

    /// <inheritdoc cref="Tensor.erf()"/>
    public static Tensor erf(Tensor input) => input.erf();

    /// <inheritdoc cref="Tensor.sigmoid()"/>
    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    /// <inheritdoc cref="Tensor.relu()"/>
    public static Tensor relu(Tensor input) => input.relu();

    /// <inheritdoc cref="Tensor.silu()"/>
    public static Tensor silu(Tensor input) => input.silu();

    /// <inheritdoc cref="Tensor.softplus()"/>
    public static Tensor softplus(Tensor input) => input.softplus();

    /// <inheritdoc cref="Tensor.clamp"/>
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);

    /// <inheritdoc cref="Tensor.atan2"/>
    public static Tensor atan2(Tensor input, Tensor other) => input.atan2(other);
}
