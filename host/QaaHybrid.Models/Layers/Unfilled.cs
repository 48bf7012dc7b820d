namespace QaaHybrid.Models;

/// <summary>
/// Layers whose weights are still to come, from a file or a generator: until then they read as 0, take no memory (one element stands for all) and cannot be
/// written to in place.
/// </summary>
internal static class Unfilled
{
    /// <summary>A parameter of a shape.</summary>
    public static Parameter Parameter(params long[] shape)
    {
        using var zero = torch.zeros(1);
        using var data = zero.expand(shape);
        return new Parameter(data);
    }

    /// <summary>y = x Wᵀ + b.</summary>
    public static Linear Linear(long into, long outOf, bool bias = true) => new(Parameter(outOf, into), bias ? Parameter(outOf) : null);

    /// <summary>A table of rows.</summary>
    public static Embedding Embedding(long rows, long width) => new(Parameter(rows, width));
}
