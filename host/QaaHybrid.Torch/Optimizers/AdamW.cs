using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <inheritdoc cref="Modules.AdamW"/>
            public static AdamW AdamW(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 1e-2) =>
                new([new ParamGroup(parameters)], lr, beta1, beta2, eps, weight_decay);

            /// <inheritdoc cref="Modules.AdamW"/>
            public static AdamW AdamW(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 1e-2) =>
                new([new ParamGroup(parameters)], lr, beta1, beta2, eps, weight_decay);

            /// <inheritdoc cref="Modules.AdamW"/>
            public static AdamW AdamW(
                IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 1e-2) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay);
        }
    }
}

namespace QaaHybrid.Torch.Modules
{
    using static QaaHybrid.Torch.torch;

    /// <summary>Adam with weight decay apart from the gradient: Loshchilov and Hutter, arXiv:1711.05101.</summary>
    public sealed class AdamW : Adam
    {
        internal AdamW(IEnumerable<optim.ParamGroup> groups, double lr, double beta1, double beta2, double eps, double weight_decay)
            : base(groups, lr, beta1, beta2, eps, weight_decay, decoupled: true)
        {
        }
    }
}
