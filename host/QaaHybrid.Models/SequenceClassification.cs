namespace QaaHybrid.Models;

/// <summary>
/// A model that gives a text, or a pair of texts, one number for each label (a single one for regression). The head sits on the first token: filling belongs
/// on the right.
/// </summary>
public abstract class SequenceClassification : EncoderModel
{
    private protected SequenceClassification(string name) : base(name)
    {
    }

    /// <summary>Scores of the labels.</summary>
    /// <param name="input_ids"><c>[batch, seq]</c>, int64.</param>
    /// <param name="attention_mask"><c>[batch, seq]</c>, 1 for tokens and 0 for filling; null where nothing is filled.</param>
    /// <param name="token_type_ids"><c>[batch, seq]</c>, 0 for the first text and 1 for the second; null means 0. Ignored by families without them.</param>
    /// <returns><c>[batch, labels]</c>.</returns>
    /// <exception cref="ArgumentException">A shape does not fit, or the sequence is longer than the model's positions.</exception>
    public Tensor logits(Tensor input_ids, Tensor? attention_mask = null, Tensor? token_type_ids = null)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(Classify(last_hidden_state(input_ids, attention_mask, token_type_ids)));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input_ids) => logits(input_ids);

    /// <summary>
    /// Reads the model in a folder, whatever its family; it is in evaluation mode. A head that the folder does not have (a masked-language model's folder, for
    /// instance) is drawn fresh, and <see cref="PreTrainedModel.FreshWeights"/> names its weights.
    /// </summary>
    /// <param name="folder">Holds <c>config.json</c> and <c>model.safetensors</c> (or its parts).</param>
    /// <param name="options">Element types, labels, and the seed of a fresh head.</param>
    /// <exception cref="ModelFileException">A file is missing, damaged or does not fit; the message names it, and the key or tensor.</exception>
    public static SequenceClassification from_pretrained(string folder, LoadOptions? options = null) =>
        Load<SequenceClassification>(folder, options ?? new LoadOptions());

    /// <summary>A model of a configuration with fresh weights.</summary>
    public static SequenceClassification from_config(PretrainedConfig config, int seed) => Draw<SequenceClassification>(config, seed);

    /// <summary>The head: hidden states <c>[batch, seq, hidden]</c> to <c>[batch, labels]</c>.</summary>
    private protected abstract Tensor Classify(Tensor hidden);
}
