using QaaHybrid.Files;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// A base model on disk:
/// <code>
/// config.json model.safetensors                    the model, as Hugging Face's tools read it
/// tokenizer*.json preprocessor_config.json         what turns texts or images into its input
/// README.md loss.svg                               the model card
/// recipe.yaml environment.json metrics.jsonl       how it was made
/// checkpoints/                                     while it is being made
/// </code>
/// </summary>
internal sealed record PretrainFolder(string Path)
{
    public string ConfigFile => In(PretrainedConfig.FileName);

    public string TokenizerFile => In("tokenizer.json");

    public string TokenizerConfigFile => In("tokenizer_config.json");

    public string ImageProcessorFile => In("preprocessor_config.json");

    public string WeightsFile => In(ModelWeights.FileName);

    public string CardFile => In("README.md");

    public string CurveFile => In("loss.svg");

    public string RecipeFile => In("recipe.yaml");

    public string EnvironmentFile => In("environment.json");

    public string MetricsFile => In("metrics.jsonl");

    public string CheckpointsFolder => In("checkpoints");

    /// <summary>Makes the folder, or takes up the one of the same recipe.</summary>
    /// <exception cref="IOException">The folder holds something else, or a finished model.</exception>
    public void Prepare(PretrainRecipe recipe)
    {
        if (File.Exists(WeightsFile))
            throw new IOException($"{Path} holds a finished model; name another folder");
        if (File.Exists(RecipeFile) && TextFile.ReadAll(RecipeFile) != recipe.Yaml)
            throw new IOException($"{RecipeFile} is another recipe than the one given; name another folder, or give that recipe to go on with it");
        if (!File.Exists(RecipeFile) && Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any())
            throw new IOException($"{Path} is not empty; name another folder");
        AtomicFile.WriteText(RecipeFile, recipe.Yaml);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
