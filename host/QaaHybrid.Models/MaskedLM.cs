namespace QaaHybrid.Models;

/// <summary>A language model that predicts hidden tokens from those on both sides.</summary>
public abstract class MaskedLM : EncoderModel
{
    private protected MaskedLM(string name) : base(name)
    {
    }

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
