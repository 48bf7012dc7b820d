namespace QaaHybrid.Training;

/// <summary>The kinds of task that a recipe may name.</summary>
public static class TaskKinds
{
    /// <summary>Their names: <c>file</c> is the older name of <c>generation</c>.</summary>
    public static IReadOnlyList<string> All { get; } = ["definitions", "file", "generation", "lm", "classification", "regression", "image"];

    /// <summary>Whether texts get labels or scores.</summary>
    public static bool IsTextLabels(string kind) => kind is "classification" or "regression";

    /// <summary>Whether the model writes texts that are measured.</summary>
    public static bool WritesTexts(string kind) => kind is "definitions" or "file" or "generation";

    /// <summary>The task of a recipe; the model's configuration and tokenizer are read and checked, the data are not read yet.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="modelFolder">The base model's folder.</param>
    /// <param name="labels">The labels of a run that is opened again; null takes those of the data.</param>
    /// <param name="shippedModels">The folder that holds the shipped models, for a metric that names one; empty where there is none.</param>
    /// <exception cref="RecipeException">The task does not fit the model.</exception>
    /// <exception cref="Models.ModelFileException">The model's configuration or tokenizer cannot be used.</exception>
    public static ITask Open(Recipe recipe, string modelFolder, IReadOnlyList<string>? labels = null, string shippedModels = "") => recipe.Task.Kind switch
    {
        "image" => new ImageLabelTask(recipe, modelFolder, labels),
        var kind when IsTextLabels(kind) => new TextLabelTask(recipe, modelFolder, labels),
        _ => new GenerationTask(recipe, modelFolder, shippedModels: shippedModels),
    };

    /// <summary>Refuses examples that are longer than the model takes.</summary>
    internal static void CheckLength(Recipe recipe, int longest)
    {
        if (recipe.Task.MaxLength > longest)
            throw new RecipeException(new RecipeProblem("recipe", "task.max_length", $"found {recipe.Task.MaxLength}, the model takes at most {longest} tokens"));
    }
}
