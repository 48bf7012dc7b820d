namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class utils
    {
        /// <summary>
        /// Runs a piece of a computation whose inner tensors are thrown away and computed again in backward (Chen et al. 2016, arXiv:1604.06174): PyTorch's
        /// <c>torch.utils.checkpoint.checkpoint</c>. The generator that dropout draws from is set back for the second time, so that both drop the same elements.
        /// </summary>
        /// <param name="function">Computes the result from the inputs. It runs again in backward: what else it uses has to live until then.</param>
        /// <param name="inputs">All tensors that it depends on but parameters; null where one is absent.</param>
        /// <param name="parameters">What it uses beside them that may want a gradient; given apart, because a piece whose inputs need no gradient is recorded for their sake.</param>
        /// <returns>The result.</returns>
        public static Tensor checkpoint(Func<IReadOnlyList<Tensor?>, Tensor> function, IReadOnlyList<Tensor?> inputs, IEnumerable<Tensor>? parameters = null)
        {
            ArgumentNullException.ThrowIfNull(function);
            ArgumentNullException.ThrowIfNull(inputs);
            if (!is_grad_enabled())
                return function(inputs);
            var trained = (parameters ?? []).Where(parameter => parameter.requires_grad).ToArray();
            return Recomputed.apply([function, inputs.Count, trained, .. inputs, .. trained]);
        }

        private sealed class Recomputed : autograd.SingleTensorFunction<Recomputed>
        {
            private const int Fixed = 3;

            public override string Name => nameof(checkpoint);

            public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
            {
                var (function, count) = ((Func<IReadOnlyList<Tensor?>, Tensor>)vars[0]!, (int)vars[1]!);
                var inputs = vars.Skip(Fixed).Take(count).Cast<Tensor?>().ToArray();
                ctx.save_data(nameof(function), function);
                ctx.save_data("trained", vars[2]);
                ctx.save_data("given", inputs.Select(input => input is not null).ToArray());
                ctx.save_for_backward([get_rng_state(), .. inputs.OfType<Tensor>()]);
                return function(inputs);
            }

            public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
            {
                var saved = ctx.get_saved_variables();
                var (given, trained) = ((bool[])ctx.get_data("given")!, (Tensor[])ctx.get_data("trained")!);
                var next = 1;
                var inputs = given.Select(present => present ? Leaf(saved[next++]) : null).ToArray();
                var wanted = inputs.OfType<Tensor>().Where(input => input.requires_grad).Concat(trained).ToList();
                using var state = get_rng_state();
                IList<Tensor> gradients;
                set_rng_state(saved[0]);
                try
                {
                    using var recorded = enable_grad();
                    var output = ((Func<IReadOnlyList<Tensor?>, Tensor>)ctx.get_data("function")!)(inputs);
                    gradients = autograd.grad([output], wanted, [grad_output], allow_unused: true);
                }
                finally
                {
                    set_rng_state(state);
                }
                var result = new List<Tensor> { null!, null!, null! };
                var taken = 0;
                foreach (var input in inputs)
                    result.Add(input is { requires_grad: true } ? gradients[taken++] : null!);
                result.AddRange(gradients.Skip(taken));
                return result;
            }

            private static Tensor Leaf(Tensor saved) => saved.detach().requires_grad_(saved.requires_grad);
        }
    }
}
