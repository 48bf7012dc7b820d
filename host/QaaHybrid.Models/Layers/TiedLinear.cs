namespace QaaHybrid.Models;

/// <summary>A head that uses the weight of the token embedding: y = x Eᵀ. It has no parameter of its own.</summary>
/// <param name="weight">E, <c>[vocabulary, hidden]</c>; the embedding's.</param>
public sealed class TiedLinear(Parameter weight) : nn.Module<Tensor, Tensor>(nameof(TiedLinear))
{
    private readonly Parameter shared = weight;

    /// <summary>The embedding's weight.</summary>
    public Parameter Weight => shared;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.linear(input, shared);
}
