using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch
{
    public static partial class torch
    {
        /// <summary>Optimisers.</summary>
        public static partial class optim
        {
            /// <inheritdoc cref="Modules.SGD"/>
            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weight_decay = 0) =>
                new([new ParamGroup(parameters)], learningRate, momentum, weight_decay);

            /// <inheritdoc cref="Modules.SGD"/>
            public static SGD SGD(IEnumerable<(string name, Parameter parameter)> parameters, double learningRate, double momentum = 0, double weight_decay = 0) =>
                new([new ParamGroup(parameters)], learningRate, momentum, weight_decay);

            /// <inheritdoc cref="Modules.SGD"/>
            public static SGD SGD(IEnumerable<ParamGroup> parameters, double learningRate, double momentum = 0, double weight_decay = 0) =>
                new(parameters, learningRate, momentum, weight_decay);
        }
    }
}

namespace QaaHybrid.Torch.Modules
{
    using static QaaHybrid.Torch.torch;

    /// <summary>Gradient descent with momentum.</summary>
    public sealed class SGD : optim.Optimizer
    {
        private const string Momentum = "momentum_buffer";

        private readonly double momentum;

        internal SGD(IEnumerable<optim.ParamGroup> groups, double lr, double momentum, double weight_decay)
            : base(groups, optim.Defaults(lr, weight_decay)) => this.momentum = optim.Positive(momentum, nameof(momentum));

        private protected override IEnumerable<string> StateKeys(Slot slot) => momentum == 0 ? [] : [Momentum];

        // g ← g + λ·p,  b ← μ·b + g (b = g at first),  p ← p − lr·b
        private protected override void Update(Slot slot, Tensor gradient)
        {
            if (slot.Group.WeightDecay != 0)
                gradient = gradient.add(slot.Parameter, alpha: slot.Group.WeightDecay);
            if (momentum != 0)
                gradient = slot.Zeros(Momentum).mul_(momentum).add_(gradient);
            slot.Parameter.add_(gradient, alpha: -slot.Group.LearningRate);
        }
    }
}
