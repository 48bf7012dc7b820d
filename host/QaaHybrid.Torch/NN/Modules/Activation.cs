using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x·Φ(x).</summary>
            /// <param name="approximate"><c>none</c> or <c>tanh</c>.</param>
            public static Activation GELU(string approximate = "none") => new(nameof(GELU), input => input.gelu(approximate));

            /// <summary>max(x, 0).</summary>
            public static Activation ReLU() => new(nameof(ReLU), input => input.relu());

            /// <summary>x/(1 + e⁻ˣ).</summary>
            public static Activation SiLU() => new(nameof(SiLU), input => input.silu());

            /// <summary>tanh x.</summary>
            public static Activation Tanh() => new(nameof(Tanh), input => input.tanh());

            /// <summary>1/(1 + e⁻ˣ).</summary>
            public static Activation Sigmoid() => new(nameof(Sigmoid), input => input.sigmoid());

            /// <summary>x itself.</summary>
            public static Activation Identity() => new(nameof(Identity), input => input.alias());
        }
    }
}

namespace QaaHybrid.Torch.Modules
{
    using static QaaHybrid.Torch.torch;

    /// <summary>A function of each element, as a module.</summary>
    public sealed class Activation : nn.Module<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor> function;

        internal Activation(string name, Func<Tensor, Tensor> function)
            : base(name) => this.function = function;

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => function(input);
    }
}
