using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>A vision model that learns the classes of images.</summary>
public sealed class ImageLabelTask : LabelTask<LabelledImage>
{
    private readonly Recipe recipe;
    private readonly string modelFolder;
    private readonly ImageProcessor processor;
    private readonly string? heldOut;
    private IReadOnlyList<string>? labels;

    /// <param name="recipe">The recipe.</param>
    /// <param name="modelFolder">The base model.</param>
    /// <param name="labels">Labels of a run that is opened again; null takes those of the data.</param>
    /// <param name="heldOut">Another folder of the same form to measure on; null takes the task's.</param>
    /// <exception cref="ModelFileException">The model's configuration or image processor cannot be used.</exception>
    public ImageLabelTask(Recipe recipe, string modelFolder, IReadOnlyList<string>? labels = null, string? heldOut = null) : base(recipe)
    {
        (this.recipe, this.modelFolder, this.labels, this.heldOut) = (recipe, modelFolder, labels, heldOut);
        processor = ImageProcessor.FromFolder(modelFolder, PretrainedConfig.FromFile<VisionConfig>(Path.Combine(modelFolder, PretrainedConfig.FileName)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels
    {
        get
        {
            if (labels is null)
                Load();
            return labels!;
        }
    }

    private protected override bool IsRegression => false;

    private protected override IReadOnlyList<string> Metrics => ["accuracy"];

    /// <inheritdoc/>
    public override PreTrainedModel LoadModel() => recipe.Prepared(ImageClassification.from_pretrained(modelFolder, HeadOptions()));

    /// <summary>What a model predicts for the PNG images of a folder and its subfolders.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <returns>A prediction for each image by its path in the folder, in the order of the paths.</returns>
    /// <exception cref="DataFileException">There is no image, or one cannot be read.</exception>
    public IReadOnlyList<Prediction> Predict(PreTrainedModel model, string folder, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(folder))
            throw new DataFileException(folder, "there is no such folder; expected one with PNG images");
        var files = Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw new DataFileException(folder, "holds no PNG image");
        var images = files.Select(file =>
        {
            var set = new ImageSet(processor.Channels, processor.Size, processor.Size);
            set.Add(ImageFolder.Fit(PngFile.Read(file), processor.Channels, processor.Size, processor.Size), 0);
            return new LabelledImage(set, 0);
        });
        return [.. files.Zip(Predict(model, [.. images], cancellationToken), (file, value) => new Prediction(Path.GetRelativePath(folder, file), value))];
    }

    private protected override Examples Read()
    {
        var task = heldOut is null ? recipe.Task : recipe.Task with { Data = heldOut, Train = "", Test = "" };
        var data = ImageData.Load(task, recipe.Seed, (processor.Channels, processor.Size, processor.Size), labels, Bad);
        labels = data.Labels;
        return new Examples(data.Name, data.Source, Images(data.Training), [.. data.HeldOut.Select(part => new Part(part.Suffix, Images(part.Images)))]);
    }

    private protected override int Length(LabelledImage example) => 1;

    private protected override double Expected(LabelledImage example) => example.Images.Labels[example.Index];

    private protected override string Describe(LabelledImage example) => FormattableString.Invariant($"image {example.Index}, {Labels[example.Images.Labels[example.Index]]}");

    private protected override Tensor Logits(PreTrainedModel model, IReadOnlyList<LabelledImage> batch)
    {
        var pixels = batch.SelectMany(example => processor.Apply(example.Images[example.Index], example.Images.Channels, example.Images.Height, example.Images.Width)).ToArray();
        return ((ImageClassification)model).logits(tensor(pixels, [batch.Count, processor.Channels, processor.Size, processor.Size]));
    }

    private static List<LabelledImage> Images(ImageSet images) => [.. Enumerable.Range(0, images.Count).Select(i => new LabelledImage(images, i))];
}

/// <summary>An image of a set.</summary>
/// <param name="Images">The set.</param>
/// <param name="Index">Its number there.</param>
public sealed record LabelledImage(ImageSet Images, int Index);
