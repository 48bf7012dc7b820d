using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>In training, elements become 0 with probability p and the others grow by 1/(1 − p).</summary>
            public static Dropout Dropout(double p = 0.5) => new(p);
        }
    }
}

namespace QaaHybrid.Torch.Modules
{
    using static QaaHybrid.Torch.torch;

    /// <summary>In training, elements become 0 with probability p and the others grow by 1/(1 − p).</summary>
    public sealed class Dropout : nn.Module<Tensor, Tensor>
    {
        internal Dropout(double p)
            : base(nameof(Dropout)) => this.p = p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "a probability is between 0 and 1");

        /// <summary>The probability.</summary>
        public double p { get; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.dropout(input, p, training);
    }
}
