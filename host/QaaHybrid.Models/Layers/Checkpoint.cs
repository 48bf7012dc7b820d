namespace QaaHybrid.Models;

/// <summary>
/// A part of a model whose inner tensors are thrown away in forward and computed again in backward (Chen et al. 2016, arXiv:1604.06174). The generator that
/// dropout draws from is set back for the second time, so that both drop the same elements.
/// </summary>
internal static class Checkpoint
{
    /// <summary>Runs a part, so that it is computed again in backward or just so.</summary>
    public static Tensor Through(bool checkpointed, nn.Module part, Func<IReadOnlyList<Tensor?>, Tensor> run, params Tensor?[] inputs) =>
        checkpointed ? Run(part, inputs, run) : run(inputs);

    /// <summary>Runs a part.</summary>
    /// <param name="part">Whose trained parameters get gradients.</param>
    /// <param name="inputs">All other tensors that it depends on; null where one is absent.</param>
    /// <param name="run">Computes its result from the inputs.</param>
    public static Tensor Run(nn.Module part, Tensor?[] inputs, Func<IReadOnlyList<Tensor?>, Tensor> run)
    {
        if (!torch.is_grad_enabled())
            return run(inputs);
        // Parameters are arguments too: a layer whose input needs no gradient, the first one of a frozen model, is recorded because of them.
        var trained = part.parameters().Where(parameter => parameter.requires_grad).ToArray();
        return Recomputed.apply([run, inputs.Length, trained, .. inputs, .. trained]);
    }

    private sealed class Recomputed : torch.autograd.SingleTensorFunction<Recomputed>
    {
        private const int Fixed = 3;

        public override string Name => "checkpoint";

        public override Tensor forward(torch.autograd.AutogradContext ctx, params object?[] vars)
        {
            var (run, count) = ((Func<IReadOnlyList<Tensor?>, Tensor>)vars[0]!, (int)vars[1]!);
            var inputs = vars.Skip(Fixed).Take(count).Cast<Tensor?>().ToArray();
            ctx.save_data("run", run);
            ctx.save_data("trained", vars[2]);
            ctx.save_data("given", inputs.Select(input => input is not null).ToArray());
            ctx.save_for_backward([torch.get_rng_state(), .. inputs.OfType<Tensor>()]);
            return run(inputs);
        }

        public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var (given, trained) = ((bool[])ctx.get_data("given")!, (Parameter[])ctx.get_data("trained")!);
            var next = 1;
            var inputs = given.Select(present => present ? Leaf(saved[next++]) : null).ToArray();
            var wanted = inputs.OfType<Tensor>().Where(input => input.requires_grad).Concat(trained).ToList();
            using var state = torch.get_rng_state();
            IList<Tensor> gradients;
            torch.set_rng_state(saved[0]);
            try
            {
                using var recorded = torch.enable_grad();
                var output = ((Func<IReadOnlyList<Tensor?>, Tensor>)ctx.get_data("run")!)(inputs);
                gradients = torch.autograd.grad([output], wanted, [grad_output], allow_unused: true);
            }
            finally
            {
                torch.set_rng_state(state);
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
