namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Helpers around parameters.</summary>
        public static class utils
        {
            /// <summary>Scales all gradients together by min(1, max_norm/(norm + 10⁻⁶)).</summary>
            /// <param name="tensors">Parameters; those without a gradient are passed over.</param>
            /// <param name="max_norm">What the norm may be.</param>
            /// <param name="norm_type">Which norm: 2, or <see cref="double.PositiveInfinity"/>.</param>
            /// <returns>The norm of all gradients before scaling.</returns>
            public static double clip_grad_norm_(IEnumerable<Tensor> tensors, double max_norm, double norm_type = 2.0)
            {
                ArgumentNullException.ThrowIfNull(tensors);
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var gradients = tensors.Select(tensor => tensor.grad).OfType<Tensor>().ToList();
                if (gradients.Count == 0)
                    return 0;
                var total = linalg.vector_norm(stack(gradients.Select(gradient => linalg.vector_norm(gradient, norm_type))), norm_type);
                // The factor is computed and limited as a tensor, so that the numbers are PyTorch's to the last bit.
                var factor = (max_norm / (total + 1e-6)).clamp(max: 1.0);
                foreach (var gradient in gradients)
                    gradient.mul_(factor);
                return total.ToDouble();
            }
        }
    }
}
