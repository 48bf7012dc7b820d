using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>−ln softmax(x) at the class.</summary>
            /// <param name="input"><c>[count, classes]</c>, or <c>[count, classes, …]</c>.</param>
            /// <param name="target">Class numbers, int64, <c>[count]</c> or <c>[count, …]</c>; or probabilities of the input's shape.</param>
            /// <param name="weight">A weight for each class.</param>
            /// <param name="ignore_index">Elements with this class count for nothing, neither in the sum nor in the mean.</param>
            /// <param name="reduction">How many become one.</param>
            /// <param name="label_smoothing">This share of the probability goes to all classes alike.</param>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                Aten.cross_entropy_loss.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>−x at the class, of logarithms of probabilities.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean) =>
                Aten.nll_loss_nd.Call(input, target, weight, (long)reduction, ignore_index);

            /// <summary>−y ln σ(x) − (1 − y) ln(1 − σ(x)), of logits x and probabilities y.</summary>
            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                Aten.binary_cross_entropy_with_logits.Call(input, target, weight, pos_weights, (long)reduction);

            /// <summary>(x − y)².</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Aten.mse_loss.Call(input, target, (long)reduction);

            /// <summary>|x − y|.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Aten.l1_loss.Call(input, target, (long)reduction);
        }
    }
}
