namespace QaaHybrid.Models;

/// <summary>A language model that predicts hidden tokens from those on both sides.</summary>
public abstract class MaskedLM : PreTrainedModel
{
    private protected MaskedLM(string name) : base(name)
    {
    }

    /// <inheritdoc/>
    public abstract override TextConfig Config { get; }

    /// <summary>The hidden states behind the last layer.</summary>
    /// <param name="input_ids"><c>[batch, seq]</c>, int64.</param>
    /// <param name="attention_mask"><c>[batch, seq]</c>, 1 for tokens and 0 for filling; null where nothing is filled.</param>
    /// <param name="token_type_ids"><c>[batch, seq]</c>, 0 for the first text and 1 for the second; null means 0. Ignored by families without them.</param>
    /// <returns><c>[batch, seq, hidden]</c>.</returns>
    public abstract Tensor last_hidden_state(Tensor input_ids, Tensor? attention_mask = null, Tensor? token_type_ids = null);

    /// <summary>The head: hidden states <c>[…, hidden]</c> to logits <c>[…, vocabulary]</c>.</summary>
    public abstract Tensor logits(Tensor hidden);

    /// <summary>Logits of all positions: <c>[batch, seq]</c> ids to <c>[batch, seq, vocabulary]</c>.</summary>
    public override Tensor forward(Tensor input_ids)
    {
        using var hidden = last_hidden_state(input_ids);
        return logits(hidden);
    }

    /// <inheritdoc cref="SequenceClassification.from_pretrained"/>
    public static MaskedLM from_pretrained(string folder, LoadOptions? options = null) => Load<MaskedLM>(folder, options ?? new LoadOptions());

    /// <inheritdoc cref="SequenceClassification.from_config"/>
    public static MaskedLM from_config(PretrainedConfig config, int seed) => Draw<MaskedLM>(config, seed);
}
