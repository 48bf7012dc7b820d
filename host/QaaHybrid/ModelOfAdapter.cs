using QaaHybrid.Adapters;
using QaaHybrid.Models;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>The base model that a saved adapter is put into, with the head that the adapter was trained with.</summary>
public static class ModelOfAdapter
{
    /// <summary>Loads the model and puts the adapter into it.</summary>
    /// <param name="session">Circuits.</param>
    /// <param name="folder">The base model's folder. Its family says what it is: a language model, or a classifier of texts or images.</param>
    /// <param name="adapter">The adapter's folder, ours or Hugging Face PEFT's; a classifier takes its labels' number from the head in it.</param>
    /// <param name="threads">Threads of circuits.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="InvalidDataException">A file of the adapter is missing, damaged or does not fit the model, or the classifier has a head in neither folder.</exception>
    /// <exception cref="ModelFileException">A file of the model is missing or damaged.</exception>
    public static async Task<(PreTrainedModel Model, AdaptedModel Adapter)> LoadAsync(
        QaaSession session, string folder, string adapter, int threads, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        var labels = LabelsOf(adapter);
        var options = new LoadOptions { Configure = config => labels is { } count && count != config.Labels.Count ? config with { Labels = Numbered(count) } : config };
        PreTrainedModel model = PretrainedConfig.FromFile(Path.Combine(folder, PretrainedConfig.FileName)) switch
        {
            VisionConfig => ImageClassification.from_pretrained(folder, options),
            EncoderConfig => SequenceClassification.from_pretrained(folder, options),
            _ => CausalLM.from_pretrained(folder),
        };
        try
        {
            var adapted = await AdaptedModel.FromPretrainedAsync(model, adapter, session.Services(0, threads), cancellationToken).ConfigureAwait(true);
            return model.FreshWeights.FirstOrDefault(weight => !adapted.ModulesToSave.Any(module => weight.StartsWith(module + ".", StringComparison.Ordinal))) is { } missing
                ? throw new DataFileException(adapter, $"holds no {missing}, and {folder} has none either: save the classifier with the adapter (modules_to_save), or name a model that has one")
                : (model, adapted);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The labels of the classifier that is saved with an adapter; null where none is.</summary>
    private static int? LabelsOf(string adapter)
    {
        var path = Path.Combine(adapter, AdaptedModel.TensorFile);
        if (!File.Exists(path))
            return null;
        string[] outputs = ["classifier.out_proj.weight", "classifier.weight", "score.weight"];
        return SafetensorsHeader.Read(path).Entries.FirstOrDefault(entry => outputs.Any(name => entry.Name == AdaptedModel.Prefix + name))?.Shape is [var count, ..] ? (int)count : null;
    }

    private static IReadOnlyList<string> Numbered(int count) => [.. Enumerable.Range(0, count).Select(label => FormattableString.Invariant($"LABEL_{label}"))];
}
