using QaaHybrid.Adapters;
using QaaHybrid.Files;
using QaaHybrid.Models;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>A model with its adapter written into the weights, as an ordinary folder of Hugging Face's form.</summary>
public static class MergedModel
{
    // Everything that such a folder holds beside weights and configuration.
    private static readonly string[] Companions =
    [
        "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "vocab.txt", "merges.txt", "spm.model", "spiece.model", "tokenizer.model",
        "sentencepiece.model", "chat_template.jinja", "generation_config.json", "preprocessor_config.json",
    ];

    /// <summary>Merges the active adapter, takes all adapters out and writes the model; nothing half-written is left.</summary>
    /// <param name="model">The model.</param>
    /// <param name="adapter">Its adapters.</param>
    /// <param name="source">The base model's folder, for the files beside the weights.</param>
    /// <param name="folder">The new folder; it is not there yet, or empty.</param>
    /// <exception cref="NotSupportedException">The method's change is not one of weights; the message says why.</exception>
    /// <exception cref="DataFileException">The folder holds something.</exception>
    /// <exception cref="FileWriteException">It cannot be written.</exception>
    public static void Write(PreTrainedModel model, AdaptedModel adapter, string source, string folder)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(adapter);
        if (adapter.MergeObstacle is { } obstacle)
            throw new NotSupportedException($"{adapter.Config.Method} cannot be merged: {obstacle}");
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new DataFileException(folder, "is there already; name a new folder");
        var beside = folder + AtomicFile.UnfinishedSuffix;
        FileWriteException.Guard(folder, () => Remove(beside));
        // Before the weights are touched: a place that cannot be written leaves the adapter where it is.
        FileWriteException.Guard(folder, () => Directory.CreateDirectory(beside));
        try
        {
            adapter.MergeAndUnload();
            model.save_pretrained(beside);
            foreach (var name in Companions.Where(name => File.Exists(Path.Combine(source, name))))
                AtomicFile.Write(Path.Combine(beside, name), stream => Copy(Path.Combine(source, name), stream));
            FileWriteException.Guard(folder, () =>
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder);
                Directory.Move(beside, folder);
            });
        }
        finally
        {
            FileWriteException.Guard(folder, () => Remove(beside));
        }
    }
    private static void Copy(string file, Stream to)
    {
        using var from = File.OpenRead(file);
        from.CopyTo(to);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
