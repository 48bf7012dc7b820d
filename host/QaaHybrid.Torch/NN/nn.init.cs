using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Which side's size a bound is taken from.</summary>
        public enum FanInOut
        {
            /// <summary>The input's.</summary>
            FanIn,

            /// <summary>The output's.</summary>
            FanOut,
        }

        /// <summary>A parameter over a tensor's values; see <see cref="Modules.Parameter"/>.</summary>
        public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);

        internal static Parameter NewParameter(long[] shape, Device? device, ScalarType? dtype)
        {
            using var data = empty(shape, dtype, device);
            return new Parameter(data);
        }

        /// <summary>Start values, written in place and unrecorded.</summary>
        public static class init
        {
            /// <summary>Normally distributed.</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0.0, double std = 1.0, Generator? generator = null)
            {
                using var _ = no_grad();
                return tensor.normal_(mean, std, generator);
            }

            /// <summary>Uniformly distributed on [low, high).</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0.0, double high = 1.0, Generator? generator = null)
            {
                using var _ = no_grad();
                return tensor.uniform_(low, high, generator);
            }

            /// <summary>One number.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val)
            {
                using var _ = no_grad();
                return tensor.fill_(val);
            }

            /// <summary>Zeros.</summary>
            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            /// <summary>Ones.</summary>
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            /// <summary>U(−b, b) with b = gain·√(3/fan), gain = √(2/(1 + a²)): He et al., arXiv:1502.01852.</summary>
            /// <param name="tensor"><c>[out, in, …]</c>.</param>
            /// <param name="a">The slope of the leaky ReLU behind the layer.</param>
            /// <param name="mode">The fan.</param>
            /// <param name="generator">The generator; the default one if absent.</param>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, Generator? generator = null)
            {
                var (fanIn, fanOut) = Fans(tensor);
                var fan = mode == FanInOut.FanIn ? fanIn : fanOut;
                var bound = fan == 0 ? 0 : Math.Sqrt(2 / (1 + (a * a))) * Math.Sqrt(3.0 / fan);
                return uniform_(tensor, -bound, bound, generator);
            }

            /// <summary>U(−b, b) with b = gain·√(6/(fan in + fan out)): Glorot and Bengio 2010.</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0, Generator? generator = null)
            {
                var (fanIn, fanOut) = Fans(tensor);
                var bound = gain * Math.Sqrt(6.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound, generator);
            }

            private static (long In, long Out) Fans(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2)
                    throw new ArgumentException($"a tensor of {shape.Length} dimensions has no fan in and fan out; at least two are needed", nameof(tensor));
                var field = shape.Skip(2).Aggregate(1L, (product, size) => product * size);
                return (shape[1] * field, shape[0] * field);
            }
        }
    }
}
