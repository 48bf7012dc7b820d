using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Training;

/// <summary>
/// How well a linear classifier does on frozen features of labelled images: softmax regression on standardised features, fitted to some training images and
/// measured on the test images.
/// </summary>
internal sealed class LinearProbe
{
    private const int BatchSize = 250;
    private const int Steps = 300;
    private const double LearningRate = 0.02;
    private const double WeightDecay = 1e-2;

    private readonly ImageSet training;
    private readonly ImageSet test;
    private readonly int classes;

    /// <summary>A probe on a seeded sample of the training images.</summary>
    public LinearProbe(ImageCorpus corpus, int count, long seed)
    {
        var order = Shuffle.Order(corpus.Training.Count, Seeds.Of(seed, "images of the probe"));
        (training, test, classes) = (corpus.Training.Take(order.Take(count)), corpus.Test, corpus.Classes);
    }

    /// <summary>Images that the classifier is fitted to.</summary>
    public int TrainingCount => training.Count;

    /// <summary>Share of the test images whose label the classifier finds.</summary>
    /// <param name="features">Pixels <c>[batch, channels, height, width]</c> in −1 … 1 to features <c>[batch, width]</c>.</param>
    /// <param name="cancellationToken">Ends the measurement between two batches.</param>
    public double Accuracy(Func<Tensor, Tensor> features, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var (x, tests) = (Features(training, features, cancellationToken), Features(test, features, cancellationToken));
        var mean = x.mean([0], keepdim: true);
        // A feature that never changes, such as a corner's pixel, says nothing; the small number keeps it finite.
        var deviation = (x - mean).pow(2).mean([0], keepdim: true).sqrt() + 1e-3;
        (x, tests) = ((x - mean) / deviation, (tests - mean) / deviation);
        using var classifier = nn.Linear(x.shape[1], classes);
        using (no_grad())
            foreach (var parameter in classifier.parameters())
                parameter.zero_();
        using var optimizer = optim.AdamW(classifier.parameters(), LearningRate, weight_decay: WeightDecay);
        var labels = Labels(training);
        for (var step = 0; step < Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(classifier.call(x), labels).backward();
            optimizer.step();
        }
        using var unrecorded = no_grad();
        return classifier.call(tests).argmax(-1).ToArray<long>().Zip(test.Labels).Count(pair => pair.First == pair.Second) / (double)test.Count;
    }

    private static Tensor Labels(ImageSet images) => tensor(images.Labels.Select(label => (long)label).ToArray());

    private static Tensor Features(ImageSet images, Func<Tensor, Tensor> features, CancellationToken cancellationToken)
    {
        using var unrecorded = no_grad();
        var parts = new List<Tensor>();
        foreach (var batch in Enumerable.Range(0, images.Count).Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var pixels = new float[batch.Length * images.ImageBytes];
            foreach (var (row, image) in batch.Index())
                TurnedImages.Turn(images[image], images.Width, 0, pixels.AsSpan(row * images.ImageBytes, images.ImageBytes));
            parts.Add(scope.MoveToOuter(features(tensor(pixels, [batch.Length, images.Channels, images.Height, images.Width]))));
        }
        return cat(parts);
    }
}
