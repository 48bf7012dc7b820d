namespace QaaHybrid.Models;

/// <summary>A model that gives an image one number for each label.</summary>
public abstract class ImageClassification : PreTrainedModel
{
    private protected ImageClassification(string name) : base(name)
    {
    }

    /// <summary>Scores of the labels.</summary>
    /// <param name="pixel_values"><c>[batch, channels, height, width]</c>, normalised as the model expects.</param>
    /// <returns><c>[batch, labels]</c>.</returns>
    public abstract Tensor logits(Tensor pixel_values);

    /// <inheritdoc/>
    public override Tensor forward(Tensor pixel_values) => logits(pixel_values);

    /// <inheritdoc cref="SequenceClassification.from_pretrained"/>
    public static ImageClassification from_pretrained(string folder, LoadOptions? options = null) =>
        Load<ImageClassification>(folder, options ?? new LoadOptions());

    /// <inheritdoc cref="SequenceClassification.from_config"/>
    public static ImageClassification from_config(PretrainedConfig config, int seed) => Draw<ImageClassification>(config, seed);
}
