namespace QaaHybrid.Models;

/// <summary>A batch of texts, or of pairs of texts, on its way through an encoder.</summary>
/// <param name="InputIds"><c>[batch, seq]</c>, int64.</param>
/// <param name="AttentionMask"><c>[batch, seq]</c>, 1 for tokens and 0 for filling; null where nothing is filled.</param>
/// <param name="TokenTypeIds"><c>[batch, seq]</c>, 0 for the first text and 1 for the second; null means 0.</param>
public sealed record EncoderInput(Tensor InputIds, Tensor? AttentionMask = null, Tensor? TokenTypeIds = null)
{
    /// <summary>Whether layers are computed again in backward.</summary>
    internal bool Checkpointed { get; init; }

    /// <summary>What is added to the scores of all heads, <c>[batch, 1, 1, 1, seq]</c>, or null.</summary>
    internal Tensor? ScoreMask(ScalarType dtype) => AttentionMask is null ? null : Models.AttentionMask.Filling(AttentionMask, dtype);
}
