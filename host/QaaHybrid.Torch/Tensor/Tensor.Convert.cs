using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>This tensor if it has the type already, else a converted copy.</summary>
        /// <param name="type">The element type.</param>
        /// <param name="copy">Copy in any case.</param>
        public Tensor to(ScalarType type, bool copy = false) => Aten.to_dtype.Call(this, type, false, copy);

        /// <summary>This tensor if it lies there already, else a copy that does.</summary>
        public Tensor to(Device device, bool copy = false) => Aten.to_device.Call(this, device, dtype, false, copy);

        /// <summary>As <see cref="to(ScalarType, bool)"/>, under TorchSharp's other name.</summary>
        public Tensor to_type(ScalarType type, bool copy = false) => to(type, copy);

        /// <summary>The type of another tensor.</summary>
        public Tensor type_as(Tensor tensor) => to(tensor.dtype);

        /// <summary>In main memory.</summary>
        public Tensor cpu() => to(CPU);

        /// <summary>As single precision.</summary>
        public Tensor @float() => to(ScalarType.Float32);

        /// <summary>As double precision.</summary>
        public Tensor @double() => to(ScalarType.Float64);

        /// <summary>As half precision.</summary>
        public Tensor half() => to(ScalarType.Float16);

        /// <summary>As bfloat16.</summary>
        public Tensor bfloat16() => to(ScalarType.BFloat16);

        /// <summary>As integers of 64 bits.</summary>
        public Tensor @long() => to(ScalarType.Int64);

        /// <summary>As integers of 32 bits.</summary>
        public Tensor @int() => to(ScalarType.Int32);

        /// <summary>As truth values.</summary>
        public Tensor @bool() => to(ScalarType.Bool);

        /// <summary>A copy; its gradient flows back to this tensor.</summary>
        public Tensor clone() => Aten.clone.Call(this);

        /// <summary>self ← source, converted and broadcast.</summary>
        public Tensor copy_(Tensor source, bool non_blocking = false) => Aten.copy_.Change(this, source, non_blocking);

        /// <summary>self ← value.</summary>
        public Tensor fill_(Scalar value) => Aten.fill__Scalar.Change(this, value);

        /// <summary>self ← 0.</summary>
        public Tensor zero_() => Aten.zero_.Change(this);

        /// <summary>Another tensor's data and type under this tensor's identity: gradients and optimiser state stay with it.</summary>
        /// <returns>This tensor.</returns>
        public Tensor set_data(Tensor new_data)
        {
            Aten.set_data.Run(this, new_data);
            return this;
        }

        /// <summary>self ← normally distributed numbers.</summary>
        public Tensor normal_(double mean = 0, double stddev = 1, Generator? generator = null) => Aten.normal_.Change(this, mean, stddev, generator);

        /// <summary>self ← uniformly distributed numbers of [lower, upper).</summary>
        public Tensor uniform_(double lower = 0, double upper = 1, Generator? generator = null) => Aten.uniform_.Change(this, lower, upper, generator);

        /// <summary>self ← 1 with a probability, else 0.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Aten.bernoulli__float.Change(this, p, generator);

        /// <summary>Zeros of this shape and type.</summary>
        public Tensor zeros_like(ScalarType? dtype = null) => Aten.zeros_like.Call(this, dtype);

        /// <summary>Ones of this shape and type.</summary>
        public Tensor ones_like(ScalarType? dtype = null) => Aten.ones_like.Call(this, dtype);

        /// <summary>Zeros of this type.</summary>
        public Tensor new_zeros(params long[] size) => zeros(size, dtype, device);

        /// <summary>A number repeated, of this type.</summary>
        public Tensor new_full(long[] size, Scalar value) => full(size, value, dtype, device);
    }
}
