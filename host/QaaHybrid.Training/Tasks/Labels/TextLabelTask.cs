using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>An encoder that learns to put labels or scores on texts, or on pairs of texts.</summary>
public sealed class TextLabelTask : LabelTask<TokenizedText>
{
    private readonly Recipe recipe;
    private readonly string modelFolder;
    private readonly string? heldOut;
    private readonly Tokenizer tokenizer;
    private readonly long filling;
    private TextDataset dataset;
    private int cutShort;

    /// <param name="recipe">The recipe.</param>
    /// <param name="modelFolder">The base model.</param>
    /// <param name="labels">Labels of a run that is opened again; null takes those of the data.</param>
    /// <param name="heldOut">Another file to measure on; null takes the task's held-out examples.</param>
    /// <exception cref="RecipeException">An example may be longer than the model takes.</exception>
    /// <exception cref="ModelFileException">The model's configuration or tokenizer cannot be used.</exception>
    public TextLabelTask(Recipe recipe, string modelFolder, IReadOnlyList<string>? labels = null, string? heldOut = null) : base(recipe)
    {
        (this.recipe, this.modelFolder, this.heldOut) = (recipe, modelFolder, heldOut);
        var config = PretrainedConfig.FromFile<TextConfig>(Path.Combine(modelFolder, PretrainedConfig.FileName));
        TaskKinds.CheckLength(recipe, config.MaxPositions);
        tokenizer = config.LoadTokenizer(modelFolder).WithPadding(null).WithTruncation(new Truncation(recipe.Task.MaxLength));
        filling = config.PadTokenId ?? 0;
        dataset = LabelledData.DatasetOf(recipe.Task, labels);
    }

    /// <summary>The columns, labels and form of submissions.</summary>
    public TextDataset Dataset
    {
        get
        {
            if (dataset.IsRegression && !IsRegression)
                Load(); // the labels of an own file are in the file
            return dataset;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels => IsRegression ? [] : Dataset.Labels.Names;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        [.. base.Remarks, .. cutShort > 0 ? [$"{cutShort} training examples are longer than max_length {recipe.Task.MaxLength} and are cut"] : Array.Empty<string>()];

    private protected override bool IsRegression => recipe.Task.Kind == "regression";

    private protected override IReadOnlyList<string> Metrics => dataset.Metrics;

    /// <inheritdoc/>
    public override PreTrainedModel LoadModel() => recipe.Prepared(SequenceClassification.from_pretrained(modelFolder, HeadOptions()));

    /// <summary>What a model predicts for the examples of a file, whose labels are not looked at.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">The file, in the form of the task's data.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <returns>A prediction for each example, in the order of the file.</returns>
    /// <exception cref="DataFileException">The file is missing, or a line is bad.</exception>
    public IReadOnlyList<Prediction> Predict(PreTrainedModel model, string file, CancellationToken cancellationToken = default)
    {
        var examples = LabelledTextFile.Read(Dataset, file, labelled: false, new BadLines()).ToList();
        return [.. examples.Zip(Predict(model, [.. examples.Select(Tokenize)], cancellationToken), (example, value) => new Prediction(example.Id, value))];
    }

    private protected override Examples Read()
    {
        var data = heldOut is null ? LabelledData.Load(recipe.Task, recipe.Seed, Known(), Bad) : LabelledData.LoadHeldOut(recipe.Task, heldOut, Known(), Bad);
        dataset = data.Dataset;
        var training = data.Training.Select(Tokenize).ToList();
        cutShort = training.Count(example => example.Ids.Length >= recipe.Task.MaxLength);
        return new Examples(data.Name, data.Source, training, [.. data.HeldOut.Select(part => new Part(part.Suffix, [.. part.Examples.Select(Tokenize)]))]);
    }

    private protected override int Length(TokenizedText example) => example.Ids.Length;

    private protected override double Expected(TokenizedText example) => example.Label;

    private protected override string Describe(TokenizedText example) => tokenizer.Decode(example.Ids);

    private protected override Tensor Logits(PreTrainedModel model, IReadOnlyList<TokenizedText> batch)
    {
        var columns = batch.Max(example => example.Ids.Length);
        var (ids, types, mask) = (new long[batch.Count * columns], new long[batch.Count * columns], new long[batch.Count * columns]);
        Array.Fill(ids, filling);
        foreach (var (row, example) in batch.Index())
            for (var i = 0; i < example.Ids.Length; i++)
            {
                var at = row * columns + i;
                (ids[at], types[at], mask[at]) = (example.Ids[i], example.TypeIds[i], 1);
            }
        long[] shape = [batch.Count, columns];
        return ((SequenceClassification)model).logits(tensor(ids, shape), tensor(mask, shape), tensor(types, shape));
    }

    private IReadOnlyList<string>? Known() => dataset.Name.Length == 0 && !dataset.IsRegression ? dataset.Labels.Names : null;

    private TokenizedText Tokenize(LabelledText example)
    {
        var encoding = tokenizer.Encode(example.Text, example.Pair);
        return new TokenizedText(encoding.Ids, encoding.TypeIds, example.Label ?? 0);
    }
}

/// <summary>A labelled text as tokens.</summary>
/// <param name="Ids">Its tokens, special ones included.</param>
/// <param name="TypeIds">Which text of a pair each belongs to.</param>
/// <param name="Label">Number of the class, or the score.</param>
public sealed record TokenizedText(int[] Ids, int[] TypeIds, double Label);

/// <summary>What a model predicts for an example.</summary>
/// <param name="Id">What the file calls the example.</param>
/// <param name="Value">The number of a class, or a score.</param>
public sealed record Prediction(string Id, double Value);
