using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>y = x·Wᵀ + b.</summary>
            /// <param name="inputSize">Size of the last dimension of x.</param>
            /// <param name="outputSize">Size of the last dimension of y.</param>
            /// <param name="hasBias">Whether there is a b.</param>
            /// <param name="device">Where.</param>
            /// <param name="dtype">Element type; float32 by default.</param>
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);
        }
    }
}

namespace QaaHybrid.Torch.Modules
{
    using static QaaHybrid.Torch.torch;

    /// <summary>y = x·Wᵀ + b, with W of shape <c>[out, in]</c>.</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        private Parameter weightValue;
        private Parameter? biasValue;

        /// <summary>A layer with given parameters.</summary>
        /// <param name="weight"><c>[out, in]</c>.</param>
        /// <param name="bias"><c>[out]</c>, or none.</param>
        public Linear(Parameter weight, Parameter? bias = null)
            : base(nameof(Linear))
        {
            ArgumentNullException.ThrowIfNull(weight);
            weightValue = weight;
            biasValue = bias;
            register_parameter(nameof(weight), weight);
            if (bias is not null)
                register_parameter(nameof(bias), bias);
        }

        internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
            : this(nn.NewParameter([outputSize, inputSize], device, dtype), hasBias ? nn.NewParameter([outputSize], device, dtype) : null)
        {
            // U(−1/√in, 1/√in) for both, as PyTorch has it.
            nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
            if (bias is not null && inputSize > 0)
                nn.init.uniform_(bias, -1 / Math.Sqrt(inputSize), 1 / Math.Sqrt(inputSize));
        }

        /// <summary>W, <c>[out, in]</c>.</summary>
        public Parameter weight
        {
            get => weightValue;
            set => Exchange(nameof(weight), weightValue = value);
        }

        /// <summary>b, <c>[out]</c>, or null.</summary>
        public Parameter? bias
        {
            get => biasValue;
            set => Exchange(nameof(bias), biasValue = value);
        }

        /// <summary>Size of the last dimension of the input.</summary>
        public long in_features => weight.size(1);

        /// <summary>Size of the last dimension of the output.</summary>
        public long out_features => weight.size(0);

        /// <summary>
        /// <c>[…, in]</c> to <c>[…, out]</c>. An input of another floating-point type than the weight's is multiplied in the weight's type and the result
        /// given back in the input's: so a frozen layer may stay in half precision among layers of single precision.
        /// </summary>
        public override Tensor forward(Tensor input)
        {
            if (input.dtype == weight.dtype)
                return nn.functional.linear(input, weight, bias.As(weight.dtype));
            using var scope = NewDisposeScope();
            return scope.MoveToOuter(nn.functional.linear(input.to(weight.dtype), weight, bias.As(weight.dtype)).to(input.dtype));
        }
    }
}
