using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The real parts, as a view.</summary>
        public Tensor real => Aten.real.Call(this);

        /// <summary>The imaginary parts, as a view.</summary>
        public Tensor imag => Aten.imag.Call(this);

        /// <summary>The complex conjugates.</summary>
        public Tensor conj() => Aten.conj_physical.Call(this);

        /// <summary>The angles of complex numbers, in radians.</summary>
        public Tensor angle() => Aten.angle.Call(this);

        /// <summary>Complex <c>[…]</c> as real <c>[…, 2]</c>, a view.</summary>
        public Tensor view_as_real() => Aten.view_as_real.Call(this);

        /// <summary>Real <c>[…, 2]</c> as complex <c>[…]</c>, a view.</summary>
        public Tensor view_as_complex() => Aten.view_as_complex.Call(this);
    }

    /// <summary>Complex numbers of two tensors, real and imaginary part.</summary>
    public static Tensor complex(Tensor real, Tensor imag) => Aten.complex.Call(real, imag);

    /// <summary>Complex numbers of two tensors, absolute value and angle in radians.</summary>
    public static Tensor polar(Tensor abs, Tensor angle) => Aten.polar.Call(abs, angle);
}
