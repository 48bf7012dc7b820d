namespace QaaHybrid.Adapters.Tests.Support;

/// <summary>How many independent directions an output has in its parameters.</summary>
internal static class JacobianRank
{
    /// <summary>The rank of the derivatives of all elements of <paramref name="output"/>: singular values above 1e-9 of the largest.</summary>
    public static int Of(Tensor output, IReadOnlyList<Tensor> parameters)
    {
        var rows = output.flatten().unbind(0).Select(element =>
            cat([.. autograd.grad([element], [.. parameters], retain_graph: true, allow_unused: true).Select((gradient, i) => (gradient ?? zeros_like(parameters[i])).flatten())]));
        var (_, values, _) = linalg.svd(stack(rows), fullMatrices: false);
        return values.ToArray<double>().Count(value => value > 1e-9 * values[0].ToDouble());
    }
}
