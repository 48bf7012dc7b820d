namespace QaaHybrid.Training;

/// <summary>BERTScore in a recipe.</summary>
public sealed record BertScoreRecipe
{
    /// <summary><c>model</c>: a shipped model by name, or a folder.</summary>
    public string Model { get; init; } = "";

    /// <summary><c>layer</c>, <c>idf</c>, <c>baseline</c> (precision, recall, F1 of texts that have nothing to do with each other) and <c>batch_size</c>.</summary>
    public BertScoreOptions Options { get; init; } = new();

    /// <summary>File and line, for problems that show when the model is looked at.</summary>
    public string Place { get; init; } = "recipe";

    /// <summary>Opens the model.</summary>
    /// <param name="shippedModels">The folder that holds the shipped models.</param>
    /// <exception cref="RecipeException">There is no such model, it reads no text, or it has no such layer.</exception>
    /// <exception cref="Models.ModelFileException">A file of the model is damaged.</exception>
    internal BertScorer Open(string shippedModels) => new(Find(shippedModels), Options);

    /// <summary>The model's folder, checked without reading its weights.</summary>
    /// <inheritdoc cref="Open"/>
    internal string Find(string shippedModels)
    {
        try
        {
            var folder = ModelFolder.Resolve(Model, shippedModels);
            var layers = BertScorer.Layers(folder);
            return Options.Layer is null || Options.Layer <= layers ? folder
                : throw new RecipeException(new RecipeProblem(Place, "metrics.bertscore.layer", $"found {Options.Layer}, {Model} has the layers 0 (embeddings) to {layers}"));
        }
        catch (Exception error) when (error is DataFileException or Models.ModelFileException)
        {
            throw new RecipeException(new RecipeProblem(Place, "metrics.bertscore.model", error.Message));
        }
    }
}
