using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <inheritdoc cref="Modules.Adam"/>
            public static Adam Adam(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
                new([new ParamGroup(parameters)], lr, beta1, beta2, eps, weight_decay);

            /// <inheritdoc cref="Modules.Adam"/>
            public static Adam Adam(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
                new([new ParamGroup(parameters)], lr, beta1, beta2, eps, weight_decay);

            /// <inheritdoc cref="Modules.Adam"/>
            public static Adam Adam(
                IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay);
        }
    }
}

namespace QaaHybrid.Torch.Modules
{
    using static QaaHybrid.Torch.torch;

    /// <summary>
    /// Adam: Kingma and Ba, arXiv:1412.6980. Weight decay is added to the gradient; see <see cref="AdamW"/> for the other kind.
    /// The arithmetic and its order are PyTorch's, so that results agree to the last bit.
    /// </summary>
    public class Adam : optim.Optimizer
    {
        private const string First = "exp_avg";
        private const string Second = "exp_avg_sq";

        private readonly double beta1;
        private readonly double beta2;
        private readonly double eps;
        private readonly bool decoupled;

        internal Adam(IEnumerable<optim.ParamGroup> groups, double lr, double beta1, double beta2, double eps, double weight_decay, bool decoupled = false)
            : base(groups, optim.Defaults(lr, weight_decay))
        {
            this.beta1 = Below1(beta1, nameof(beta1));
            this.beta2 = Below1(beta2, nameof(beta2));
            this.eps = optim.Positive(eps, nameof(eps));
            this.decoupled = decoupled;
        }

        private protected override IEnumerable<string> StateKeys(Slot slot) => [First, Second];

        // m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²
        // p ← p − lr/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε), and before it, decoupled, p ← p·(1 − lr·λ)
        private protected override void Update(Slot slot, Tensor gradient)
        {
            var parameter = slot.Parameter;
            var (rate, decay) = (slot.Group.LearningRate, slot.Group.WeightDecay);
            if (decoupled)
                parameter.mul_(1 - (rate * decay));
            else if (decay != 0)
                gradient = gradient.add(parameter, alpha: decay);

            var first = slot.Zeros(First).mul_(beta1).add_(gradient, alpha: 1 - beta1);
            var second = slot.Zeros(Second).mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
            var correction1 = 1 - Math.Pow(beta1, slot.Steps);
            var correction2 = 1 - Math.Pow(beta2, slot.Steps);
            var denominator = second.sqrt().div_(Math.Sqrt(correction2)).add_(eps);
            parameter.addcdiv_(first, denominator, -(rate / correction1));
        }

        private static double Below1(double value, string name) =>
            value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, value, "a number of [0, 1)");
    }
}
