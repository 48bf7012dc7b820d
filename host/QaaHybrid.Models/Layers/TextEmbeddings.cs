namespace QaaHybrid.Models;

/// <summary>norm(token + position + kind of token), as BERT and its descendants have it.</summary>
public sealed class TextEmbeddings : nn.Module<Tensor, Tensor?, Tensor?, Tensor>
{
    /// <summary>The tables.</summary>
    /// <param name="config">Sizes; without kinds of tokens there is no table of them.</param>
    /// <param name="positioned">Whether there is a table of positions.</param>
    public TextEmbeddings(EncoderConfig config, bool positioned = true) : base(nameof(TextEmbeddings))
    {
        ArgumentNullException.ThrowIfNull(config);
        word_embeddings = Unfilled.Embedding(config.VocabSize, config.HiddenSize);
        position_embeddings = positioned ? Unfilled.Embedding(config.MaxPositionEmbeddings, config.HiddenSize) : null;
        token_type_embeddings = config.TypeVocabSize > 0 ? Unfilled.Embedding(config.TypeVocabSize, config.HiddenSize) : null;
        LayerNorm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        dropout = nn.Dropout(config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <summary>One row of <c>[vocabulary, hidden]</c> for each token.</summary>
    public Embedding word_embeddings { get; private set; }

    /// <summary>One row of <c>[positions, hidden]</c> for each position, or null.</summary>
    public Embedding? position_embeddings { get; private set; }

    /// <summary>One row of <c>[kinds, hidden]</c> for each kind of token, or null.</summary>
    public Embedding? token_type_embeddings { get; private set; }

    /// <summary>The norm of the sum.</summary>
    public LayerNorm LayerNorm { get; private set; }

    /// <summary>Dropout of the result.</summary>
    public Dropout dropout { get; private set; }

    /// <summary>Tokens to vectors.</summary>
    /// <param name="input_ids"><c>[batch, seq]</c>.</param>
    /// <param name="positions"><c>[batch, seq]</c> or <c>[seq]</c>; null counts from 0.</param>
    /// <param name="token_type_ids"><c>[batch, seq]</c>; null: all 0.</param>
    /// <returns><c>[batch, seq, hidden]</c>.</returns>
    public override Tensor forward(Tensor input_ids, Tensor? positions, Tensor? token_type_ids)
    {
        ArgumentNullException.ThrowIfNull(input_ids);
        using var scope = torch.NewDisposeScope();
        var sum = word_embeddings.call(input_ids);
        if (position_embeddings is not null)
            sum = sum + position_embeddings.call(positions ?? torch.arange(input_ids.shape[1], ScalarType.Int64));
        if (token_type_embeddings is not null)
            sum = sum + token_type_embeddings.call(token_type_ids ?? torch.zeros_like(input_ids));
        return scope.MoveToOuter(dropout.call(LayerNorm.call(sum.to(LayerNorm.weight!.dtype))));
    }
}
