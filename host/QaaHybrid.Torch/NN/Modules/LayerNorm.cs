using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>(x − mean)/√(variance + eps)·w + b over the last dimensions.</summary>
            /// <param name="normalized_shape">Their sizes.</param>
            /// <param name="eps">Added to the variance.</param>
            /// <param name="elementwise_affine">Whether there are w and b.</param>
            /// <param name="bias">Whether there is a b.</param>
            /// <param name="device">Where.</param>
            /// <param name="dtype">Element type; float32 by default.</param>
            public static LayerNorm LayerNorm(
                long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            /// <inheritdoc cref="LayerNorm(long[], double, bool, bool, Device?, ScalarType?)"/>
            public static LayerNorm LayerNorm(
                long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);
        }
    }
}

namespace QaaHybrid.Torch.Modules
{
    using static QaaHybrid.Torch.torch;

    /// <summary>(x − mean)/√(variance + eps)·w + b over the last dimensions.</summary>
    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        private readonly long[] shape;
        private readonly double eps;

        internal LayerNorm(long[] shape, double eps, bool affine, bool hasBias, Device? device, ScalarType? dtype)
            : base(nameof(LayerNorm))
        {
            this.shape = shape;
            this.eps = eps;
            if (affine)
            {
                weight = nn.NewParameter(shape, device, dtype);
                nn.init.ones_(weight);
                register_parameter(nameof(weight), weight);
            }

            if (!affine || !hasBias)
                return;
            bias = nn.NewParameter(shape, device, dtype);
            nn.init.zeros_(bias);
            register_parameter(nameof(bias), bias);
        }

        /// <summary>w, or null.</summary>
        public Parameter? weight { get; }

        /// <summary>b, or null.</summary>
        public Parameter? bias { get; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.layer_norm(input, shape, weight, weight is null ? null : bias.As(weight.dtype), eps);
    }
}
