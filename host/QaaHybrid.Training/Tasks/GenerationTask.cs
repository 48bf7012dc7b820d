using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>A decoder that learns to write targets for sources, or to go on with a text.</summary>
public sealed class GenerationTask : ITask
{
    private readonly Recipe recipe;
    private readonly string modelFolder;
    private readonly Tokenizer tokenizer;
    private readonly TextMarks marks;
    private readonly GenerationConfig generation;
    private readonly List<string> unsupported = [];
    private readonly BadLines bad;
    private readonly Lazy<TaskText> text;
    private readonly Lazy<TextMeasure> measure;
    private readonly Lazy<int[]?> otherText;

    /// <param name="recipe">The recipe.</param>
    /// <param name="modelFolder">The base model.</param>
    /// <param name="heldOut">Other examples to measure on, all held out; null takes the task's.</param>
    /// <param name="shippedModels">The folder that holds the shipped models, for a metric that names one; empty where there is none.</param>
    /// <exception cref="RecipeException">An example may be longer than the model takes.</exception>
    /// <exception cref="ModelFileException">The model's configuration or tokenizer cannot be used.</exception>
    public GenerationTask(Recipe recipe, string modelFolder, string? heldOut = null, string shippedModels = "")
    {
        (this.recipe, this.modelFolder) = (recipe, modelFolder);
        var config = PretrainedConfig.FromFile<TextConfig>(Path.Combine(modelFolder, PretrainedConfig.FileName));
        if (config is EncoderConfig)
            throw new RecipeException(new RecipeProblem("recipe", "model",
                $"{config.ModelType} reads whole texts and cannot continue one, as task.kind {recipe.Task.Kind} asks for; take a decoder (GPT-2, Llama …), or task.kind: classification"));
        TaskKinds.CheckLength(recipe, config.MaxPositions);
        marks = TextMarks.Of(config, modelFolder);
        tokenizer = config.LoadTokenizer(modelFolder);
        generation = GenerationConfig.FromPretrained(modelFolder, unsupported.Add);
        bad = new BadLines(recipe.Task.SkipBad);
        text = new(() => Read(heldOut));
        measure = new(() => new TextMeasure(recipe.Metrics, shippedModels));
        otherText = new(ReadOtherText);
    }

    /// <summary>The examples as the model sees them.</summary>
    public TaskText Text => text.Value;

    /// <inheritdoc/>
    public string Name => Text.Data.Name;

    /// <inheritdoc/>
    public string Description => Text.Data.Description;

    /// <inheritdoc/>
    public string LossUnit => RunResults.TokenLossUnit;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Remarks =>
    [
        .. unsupported,
        .. bad.Summary is { } summary ? [summary] : Array.Empty<string>(),
        .. Text.CutShort > 0
            ? [$"{Text.CutShort} of {Text.Training.Count} training examples are longer than max_length {recipe.Task.MaxLength} and lose the end of their target"]
            : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<int> Lengths => [.. Text.Training.Select(example => example.Ids.Count)];

    /// <inheritdoc/>
    public ITaskBatch HeldOutBatch => Text.HeldOut[0];

    /// <inheritdoc/>
    public void Load()
    {
        _ = text.Value;
        _ = measure.Value;
        _ = otherText.Value;
    }

    /// <inheritdoc/>
    public PreTrainedModel LoadModel() => recipe.Prepared(CausalLM.from_pretrained(modelFolder, recipe.LoadOptions));

    /// <inheritdoc/>
    public ITaskBatch Batch(IReadOnlyList<int> indices) => Text.BatchOf(indices);

    /// <inheritdoc/>
    public string Describe(IReadOnlyList<int> indices) => string.Join(" | ", indices.Take(4).Select(Text.Describe));

    /// <inheritdoc/>
    public (string Column, double Loss) Midway(PreTrainedModel model, CancellationToken cancellationToken = default) =>
        ("held_out_loss", TokenLoss.HeldOut((CausalLM)model, Text.HeldOut, cancellationToken));

    /// <inheritdoc/>
    public Evaluation Evaluate(PreTrainedModel model, CancellationToken cancellationToken = default) =>
        Evaluation.Of((CausalLM)model, Text, recipe.Generation.ToSearch(generation), measure.Value, cancellationToken) with { TextLoss = TextLoss((CausalLM)model, cancellationToken) };

    /// <summary>As <c>qaa eval --perplexity</c> measures it.</summary>
    private double? TextLoss(CausalLM model, CancellationToken cancellationToken)
    {
        if (otherText.Value is not { } ids)
            return null;
        var maxLength = Math.Min(model.Config.MaxPositions - model.PrefixLength, Perplexity.UsualLength);
        return Perplexity.Of(model, ids, maxLength, Math.Max(1, maxLength / 2), cancellationToken).Loss;
    }

    private int[]? ReadOtherText()
    {
        if (recipe.Comparison.Text is not { Length: > 0 } file)
            return null;
        int[] ids = [.. tokenizer.EncodeToIds(TextFile.ReadAll(file))];
        return ids.Length > 1 ? ids : throw new DataFileException(file, $"has {ids.Length} tokens, expected at least 2");
    }

    private TaskText Read(string? heldOut)
    {
        var task = recipe.Task;
        if (task.Kind == "lm")
            return TextStream.Read(task, heldOut, tokenizer, marks, bad);
        var data = heldOut is null ? TaskLoader.Load(task, recipe.Seed, bad) : TaskLoader.LoadHeldOut(task, heldOut, bad);
        return new TaskText(data, tokenizer, marks, task.MaxLength);
    }
}
