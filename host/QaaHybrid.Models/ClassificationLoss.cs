namespace QaaHybrid.Models;

/// <summary>
/// What a classifier pays, by <see cref="PretrainedConfig.ProblemType"/>: −ln p(label) for one of several labels, (y − ŷ)² for regression, the sum of two-way
/// cross-entropies for several labels at once; always the mean, as Hugging Face has it.
/// </summary>
public static class ClassificationLoss
{
    /// <summary>The mean over a batch of texts or pairs, with gradients; a tensor without dimensions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input_ids"><c>[batch, seq]</c>, int64.</param>
    /// <param name="labels">See <see cref="Of"/>.</param>
    /// <param name="attention_mask">As for <see cref="SequenceClassification.logits"/>.</param>
    /// <param name="token_type_ids">As for <see cref="SequenceClassification.logits"/>.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or a label is outside the map.</exception>
    public static Tensor loss(this SequenceClassification model, Tensor input_ids, Tensor labels, Tensor? attention_mask = null, Tensor? token_type_ids = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(Of(model.Config, model.logits(input_ids, attention_mask, token_type_ids), labels));
    }

    /// <summary>The mean over a batch of images, with gradients; a tensor without dimensions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pixel_values"><c>[batch, channels, height, width]</c>.</param>
    /// <param name="labels">See <see cref="Of"/>.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or a label is outside the map.</exception>
    public static Tensor loss(this ImageClassification model, Tensor pixel_values, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(Of(model.Config, model.logits(pixel_values), labels));
    }

    /// <summary>The mean over a batch, of logits that are there already.</summary>
    /// <param name="config">The model's, for its labels and the kind of problem.</param>
    /// <param name="logits"><c>[batch, labels]</c>.</param>
    /// <param name="labels">
    /// Numbers of labels, int64, <c>[batch]</c>; for regression numbers, <c>[batch]</c> or <c>[batch, labels]</c>; for several labels at once 0 and 1,
    /// <c>[batch, labels]</c>.
    /// </param>
    /// <exception cref="ArgumentException">A shape does not fit, or a label is outside the map.</exception>
    public static Tensor Of(PretrainedConfig config, Tensor logits, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = torch.NewDisposeScope();
        var wide = logits.AtLeastSingle();
        var single = config.ProblemType is "single_label_classification" || config.ProblemType is null && logits.shape[1] > 1;
        var expected = single || logits.shape[1] == 1 ? logits.shape[..1] : logits.shape;
        if (!labels.shape.SequenceEqual(expected) && (single || !labels.shape.SequenceEqual(logits.shape)))
            throw new ArgumentException($"labels is {labels}, expected [{string.Join(", ", expected)}]", nameof(labels));
        if (single)
        {
            foreach (var (row, label) in labels.ToArray<long>().Index())
                if (label < 0 || label >= logits.shape[1])
                    throw new ArgumentException($"the label of row {row} is {label}, the model has {logits.shape[1]} labels: {string.Join(", ", config.Labels)}", nameof(labels));
            return scope.MoveToOuter(nn.functional.cross_entropy(wide, labels));
        }
        var wanted = labels.to(wide.dtype).view(logits.shape);
        return scope.MoveToOuter(config.ProblemType is "multi_label_classification"
            ? nn.functional.binary_cross_entropy_with_logits(wide, wanted)
            : nn.functional.mse_loss(wide, wanted));
    }
}
