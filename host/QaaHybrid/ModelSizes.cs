using QaaHybrid.Adapters;
using QaaHybrid.Circuits;
using QaaHybrid.Models;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>What the head of a model is for.</summary>
public enum ModelTask
{
    /// <summary>The next token.</summary>
    CausalLanguageModel,

    /// <summary>A label or a score for a text.</summary>
    SequenceClassification,

    /// <summary>A label for an image.</summary>
    ImageClassification,
}

/// <summary>Counts parameters of adapters from a model's configuration alone: no weights are read, and nothing of the model's size is ever in memory.</summary>
public static class ModelSizes
{
    /// <summary>The names of the configurations that ship.</summary>
    public static IReadOnlyList<string> Names => [.. Directory.EnumerateFiles(Places.ModelConfigs, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>Reads a model's configuration.</summary>
    /// <param name="model">A name of <see cref="Names"/>, a shipped checkpoint's name, a model's folder, or a <c>config.json</c>.</param>
    /// <exception cref="DataFileException">There is none of these; the message lists the names.</exception>
    /// <exception cref="ModelFileException">The file is damaged or of a family that is not known here.</exception>
    public static PretrainedConfig Read(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string[] places =
        [
            model, Path.Combine(model, PretrainedConfig.FileName), Path.Combine(Places.ModelConfigs, model + ".json"), Path.Combine(Places.Models, model, PretrainedConfig.FileName),
        ];
        return places.FirstOrDefault(File.Exists) is { } file
            ? PretrainedConfig.FromFile(file)
            : throw new DataFileException(model, $"is no model: no folder with {PretrainedConfig.FileName}, and no configuration of that name; {NearestName.Hint(model, Names)}");
    }

    /// <summary>A model without weights.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="task">Its head; null takes what its family is for.</param>
    /// <param name="labels">Labels of a classifier.</param>
    /// <exception cref="ModelFileException">The family has no such head.</exception>
    public static PreTrainedModel Create(PretrainedConfig config, ModelTask? task = null, int labels = 2)
    {
        ArgumentNullException.ThrowIfNull(config);
        var labelled = config with { Labels = [.. Enumerable.Range(0, labels).Select(label => FormattableString.Invariant($"LABEL_{label}"))] };
        return (task ?? TaskOf(config)) switch
        {
            ModelTask.SequenceClassification => ModelFamilies.WithoutWeights<SequenceClassification>(labelled),
            ModelTask.ImageClassification => ModelFamilies.WithoutWeights<ImageClassification>(labelled),
            _ => ModelFamilies.WithoutWeights<CausalLM>(config),
        };
    }

    /// <summary>Counts what a method adds to a model, or trains of it; a classifier's head is counted apart.</summary>
    /// <param name="session">Circuits, for methods that have some.</param>
    /// <param name="model">The model, with or without weights.</param>
    /// <param name="method">The adapter's name.</param>
    /// <param name="options">Its options and places.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="AdapterOptionException">There is no such adapter, an option is wrong, or a target hits nothing.</exception>
    public static Task<AdapterCount> CountAsync(
        QaaSession session, PreTrainedModel model, string method, IReadOnlyDictionary<string, object?> options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(model);
        return AdaptedModel.CountAsync(model, AdapterRegistry.Configure(method, options), session.Services(seed: 0, threads: 1), HeadModules.Of(model), cancellationToken);
    }

    private static ModelTask TaskOf(PretrainedConfig config) => config switch
    {
        VisionConfig => ModelTask.ImageClassification,
        EncoderConfig => ModelTask.SequenceClassification,
        _ => ModelTask.CausalLanguageModel,
    };
}
