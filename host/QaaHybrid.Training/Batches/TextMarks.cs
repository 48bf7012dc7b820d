using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>The tokens that start and end a text.</summary>
/// <param name="Start">The start mark; null where the model has none.</param>
/// <param name="End">The end mark.</param>
public sealed record TextMarks(int? Start, int End)
{
    /// <summary>The marks that a model's configuration names.</summary>
    /// <exception cref="DataFileException">It names no end mark: such a model never learns to stop.</exception>
    public static TextMarks Of(TextConfig config, string modelFolder) => config.EosTokenIds is [var end, ..]
        ? new TextMarks(config.BosTokenId, end)
        : throw new DataFileException(Path.Combine(modelFolder, PretrainedConfig.FileName), "names no eos_token_id; a text needs an end mark");
}
