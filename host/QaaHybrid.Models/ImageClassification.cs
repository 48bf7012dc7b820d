namespace QaaHybrid.Models;

/// <summary>A model that gives an image one number for each label.</summary>
public abstract class ImageClassification : PreTrainedModel
{
    private protected ImageClassification(string name) : base(name)
    {
    }

    /// <summary>Sizes and labels.</summary>
    public abstract override VisionConfig Config { get; }

    /// <summary>The hidden states in front of the first layer and behind each layer; what the head sees is the last one behind the last norm.</summary>
    /// <param name="pixel_values"><c>[batch, channels, height, width]</c>, normalised as the model expects.</param>
    /// <returns>
    /// As many tensors <c>[batch, 1 + patches, hidden]</c> as there are layers, and one more: the first token, then the patches row by row.
    /// </returns>
    /// <exception cref="ArgumentException">The images have other channels, or are smaller than a patch.</exception>
    public abstract IReadOnlyList<Tensor> hidden_states(Tensor pixel_values);

    /// <summary>Scores of the labels.</summary>
    /// <param name="pixel_values">
    /// <c>[batch, channels, height, width]</c>, normalised as the model expects; of another size than the configuration's too, positions are then interpolated.
    /// </param>
    /// <returns><c>[batch, labels]</c>.</returns>
    /// <exception cref="ArgumentException">The images have other channels, or are smaller than a patch.</exception>
    public Tensor logits(Tensor pixel_values)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(Classify(hidden_states(pixel_values)[^1]));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor pixel_values) => logits(pixel_values);

    /// <inheritdoc cref="SequenceClassification.from_pretrained"/>
    public static ImageClassification from_pretrained(string folder, LoadOptions? options = null) =>
        Load<ImageClassification>(folder, options ?? new LoadOptions());

    /// <inheritdoc cref="SequenceClassification.from_config"/>
    public static ImageClassification from_config(PretrainedConfig config, int seed) => Draw<ImageClassification>(config, seed);

    /// <summary>The head with its norm: states behind the last layer <c>[batch, 1 + patches, hidden]</c> to <c>[batch, labels]</c>.</summary>
    private protected abstract Tensor Classify(Tensor hidden);
}
