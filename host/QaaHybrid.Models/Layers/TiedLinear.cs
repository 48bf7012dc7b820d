namespace QaaHybrid.Models;

/// <summary>A head that uses the weight of the token embedding: y = x Eᵀ. It has no parameter of its own.</summary>
/// <param name="weight">E, <c>[vocabulary, hidden]</c>; the embedding's.</param>
public sealed class TiedLinear(Parameter weight) : nn.Module<Tensor, Tensor>(nameof(TiedLinear))
{
    // Not registered: the weight has its name in the embedding.
    private readonly Linear shared = new(weight);

    /// <summary>The head of a model: of the embedding's weight where the configuration says so, otherwise of its own, y = x Wᵀ.</summary>
    internal static nn.Module<Tensor, Tensor> Or(TextConfig config, Parameter embedding) =>
        config.TieWordEmbeddings ? new TiedLinear(embedding) : Unfilled.Linear(config.HiddenSize, config.VocabSize, bias: false);

    /// <summary>The embedding's weight.</summary>
    public Parameter Weight => shared.weight;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => shared.call(input);
}
