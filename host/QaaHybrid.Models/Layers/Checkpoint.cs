namespace QaaHybrid.Models;

/// <summary>A part of a model whose inner tensors are thrown away in forward and computed again in backward; see <see cref="torch.utils.checkpoint"/>.</summary>
internal static class Checkpoint
{
    /// <summary>Runs a part, so that it is computed again in backward or just so.</summary>
    public static Tensor Through(bool checkpointed, nn.Module part, Func<IReadOnlyList<Tensor?>, Tensor> run, params Tensor?[] inputs) =>
        checkpointed ? Run(part, inputs, run) : run(inputs);

    /// <summary>Runs a part.</summary>
    /// <param name="part">Whose trained parameters get gradients.</param>
    /// <param name="inputs">All other tensors that it depends on; null where one is absent.</param>
    /// <param name="run">Computes its result from the inputs.</param>
    public static Tensor Run(nn.Module part, Tensor?[] inputs, Func<IReadOnlyList<Tensor?>, Tensor> run) => torch.utils.checkpoint(run, inputs, part.parameters());
}
