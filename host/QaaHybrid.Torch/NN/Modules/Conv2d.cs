using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Slides filters over images.</summary>
            /// <param name="in_channels">Channels of the input.</param>
            /// <param name="out_channels">Number of filters.</param>
            /// <param name="kernel_size">Height and width of a filter.</param>
            /// <param name="stride">Step in both directions.</param>
            /// <param name="padding">Border of zeros on all sides.</param>
            /// <param name="bias">Whether there is a b.</param>
            /// <param name="device">Where.</param>
            /// <param name="dtype">Element type; float32 by default.</param>
            public static Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, kernel_size, stride, padding, bias, device, dtype);
        }
    }
}

namespace QaaHybrid.Torch.Modules
{
    using static QaaHybrid.Torch.torch;

    /// <summary>Slides filters over images: <c>[batch, in, height, width]</c> to <c>[batch, out, …, …]</c>.</summary>
    public sealed class Conv2d : nn.Module<Tensor, Tensor>
    {
        private readonly long stride;
        private readonly long padding;

        /// <summary>A layer with given parameters.</summary>
        /// <param name="weight"><c>[out, in, height, width]</c>.</param>
        /// <param name="bias"><c>[out]</c>, or none.</param>
        /// <param name="stride">Step in both directions.</param>
        /// <param name="padding">Border of zeros on all sides.</param>
        public Conv2d(Parameter weight, Parameter? bias = null, long stride = 1, long padding = 0)
            : base(nameof(Conv2d))
        {
            ArgumentNullException.ThrowIfNull(weight);
            (this.weight, this.bias, this.stride, this.padding) = (weight, bias, stride, padding);
            register_parameter(nameof(weight), weight);
            if (bias is not null)
                register_parameter(nameof(bias), bias);
        }

        internal Conv2d(long into, long outOf, long size, long stride, long padding, bool hasBias, Device? device, ScalarType? dtype)
            : this(nn.NewParameter([outOf, into, size, size], device, dtype), hasBias ? nn.NewParameter([outOf], device, dtype) : null, stride, padding)
        {
            // U(−1/√fan in, 1/√fan in) for both, as PyTorch has it.
            nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
            if (bias is not null)
                nn.init.uniform_(bias, -1 / Math.Sqrt(into * size * size), 1 / Math.Sqrt(into * size * size));
        }

        /// <summary>The filters, <c>[out, in, height, width]</c>.</summary>
        public Parameter weight { get; }

        /// <summary>b, <c>[out]</c>, or null.</summary>
        public Parameter? bias { get; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.conv2d(input, weight, bias.As(weight.dtype), [stride, stride], [padding, padding]);
    }
}
