using System.Globalization;
using System.Text;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// A ViT learns to tell by how much an image was turned (<see cref="TurnedImages"/>). It sees no label, so that every task on the labels of the same images is
/// still to be learnt. What its states are worth for such a task is measured by a linear probe when it is finished.
/// </summary>
internal sealed class RotationPretraining(PretrainRecipe recipe, ViTShapeRecipe shape, ImageCorpus corpus, TurnedImages images, ViTForImageClassification model) : PretrainingTask
{
    /// <inheritdoc/>
    public override PreTrainedModel Model => model;

    /// <inheritdoc cref="PretrainingTask.Prepare"/>
    public static RotationPretraining Prepare(PretrainRecipe recipe, ViTShapeRecipe shape, IProgressSink progress)
    {
        var corpus = recipe.Images.Read();
        TurnedImages images;
        try
        {
            images = new TurnedImages(corpus.Training, recipe.HeldOut, recipe.Seed);
        }
        catch (ArgumentException error)
        {
            throw new DataFileException(corpus.Name, error.Message, error);
        }
        progress.Say(FormattableString.Invariant(
            $"{corpus.Name}: {images.TrainingCount:#,0} images of {corpus.Training.Channels} × {corpus.Training.Height} × {corpus.Training.Width} to train on, {images.HeldOutCount:#,0} held out"));
        return new RotationPretraining(recipe, shape, corpus, images, Start(recipe, shape, corpus));
    }

    /// <inheritdoc/>
    public override PretrainingBatch Batch(int step)
    {
        var batch = images.Batch(step, recipe.Training.BatchSize);
        return new PretrainingBatch(() => model.loss(images.Pixels(batch), TurnedImages.Turns(batch)), batch.Count,
            () => "images " + string.Join(", ", batch.Take(8).Select(entry => $"{entry.Image} ({TurnedImages.Labels[entry.Turn]})")));
    }

    /// <inheritdoc/>
    public override void WriteCompanions(PretrainFolder place)
    {
        var channels = Enumerable.Repeat(0.5, corpus.Training.Channels).ToArray();
        JsonFiles.Write(place.ImageProcessorFile, new
        {
            image_processor_type = "ViTImageProcessor", do_resize = true, size = new { height = corpus.Training.Height, width = corpus.Training.Width },
            do_rescale = true, rescale_factor = 1 / 255.0, do_normalize = true, image_mean = channels, image_std = channels,
        });
    }

    /// <inheritdoc/>
    public override PretrainCardText Card() => new()
    {
        Introduction = string.Create(CultureInfo.InvariantCulture,
            $"""
            A small vision transformer for experiments with adapters: a ViT with {Model.parameters().Sum(p => p.numel()):#,0} parameters, trained from nothing to tell by how
            much an image was turned: 0, 90, 180 or 270 degrees. **No label was ever seen**, neither of the training images nor of others: to classify the
            same images is a task that is still to be learnt, by a head of its own and adapters.
            """),
        Shape =
        [
            ("layers, width, feed-forward width", $"{shape.Layers}, {shape.HiddenSize}, {shape.IntermediateSize}"),
            ("heads", $"{shape.Heads}"),
            ("images", $"{corpus.Training.Channels} × {corpus.Training.Height} × {corpus.Training.Width}, patches of {shape.PatchSize} × {shape.PatchSize}; bytes b enter as b / 127.5 − 1"),
            ("weights", recipe.Dtype),
        ],
        Measured = $"Loss and share of right answers of the stored weights on images of the training split that were not trained on ({PretrainCardText.Percent(recipe.HeldOut)} of them), in all four turns:",
        Part = "images",
        Unit = "image",
        Column = ("accuracy", figure => PretrainCardText.Percent(figure.Accuracy!.Value)),
        Chance = Math.Log(TurnedImages.Labels.Count),
        Amount = FormattableString.Invariant(
            $"{recipe.Training.Steps:#,0} steps of {recipe.Training.BatchSize} images: {(double)recipe.Training.Steps * recipe.Training.BatchSize / images.TrainingCount:0.0} passes over {images.TrainingCount:#,0}."),
        Data = FormattableString.Invariant(
            $"- **{corpus.Name}**: {corpus.Description}. {corpus.Training.Count:#,0} images of the training split, without their labels. The test split ({corpus.Test.Count:#,0} images) took no part in the training."),
        Notices = [(corpus.Name, corpus.Licence)],
    };

    /// <inheritdoc/>
    public override string Evidence(CancellationToken cancellationToken)
    {
        if (recipe.Images.ProbeImages == 0)
            return "";
        var probe = new LinearProbe(corpus, recipe.Images.ProbeImages, recipe.Seed);
        using var start = Start(recipe, shape, corpus);
        start.eval();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            What the frozen states are worth for the labels: a linear classifier (softmax regression) on the first token's state behind the last norm, fitted to {probe.TrainingCount:#,0}
            labelled images of the training split and measured on the {corpus.Test.Count:#,0} of the test split.

            | linear classifier on | test accuracy |
            |---|---|

            """);
        foreach (var (name, features) in ((string, Func<Tensor, Tensor>)[])
            [("the pixels themselves", pixels => pixels.flatten(1)), ("states of the start weights", pixels => State(start, pixels)), ("states of this model", pixels => State(model, pixels))])
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {PretrainCardText.Percent(probe.Accuracy(features, cancellationToken))} |\n");
        return text.ToString();
    }

    /// <inheritdoc/>
    protected override IEnumerable<HeldOutFigure> Measure(CancellationToken cancellationToken)
    {
        var (loss, right, count) = (0.0, 0, 0);
        foreach (var batch in images.Samples(recipe.Training.EvalSamples, recipe.Training.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var logits = model.logits(images.Pixels(batch));
            // One by one and in double precision: the order of a sum is then the same with any number of threads.
            loss += nn.functional.cross_entropy(logits, TurnedImages.Turns(batch), reduction: nn.Reduction.None).ToArray<double>().Sum();
            right += logits.argmax(-1).ToArray<long>().Zip(batch).Count(pair => pair.First == pair.Second.Turn);
            count += batch.Count;
        }
        yield return new HeldOutFigure(corpus.Name, loss / count, (double)right / count, images.HeldOutCount);
    }

    private static ViTForImageClassification Start(PretrainRecipe recipe, ViTShapeRecipe shape, ImageCorpus corpus) =>
        new ViTForImageClassification(new ViTConfig
        {
            HiddenSize = shape.HiddenSize,
            IntermediateSize = shape.IntermediateSize,
            NumHiddenLayers = shape.Layers,
            NumAttentionHeads = shape.Heads,
            ImageSize = corpus.Training.Width,
            PatchSize = shape.PatchSize,
            NumChannels = corpus.Training.Channels,
            InitializerRange = shape.InitializerRange,
            Labels = TurnedImages.Labels,
        }).InitializeWeights(StartSeed(recipe));

    /// <summary>What the head sees, <c>[batch, hidden]</c>.</summary>
    private static Tensor State(ViTForImageClassification model, Tensor pixels) => model.vit.layernorm.call(model.hidden_states(pixels)[^1].select(1, 0));
}
