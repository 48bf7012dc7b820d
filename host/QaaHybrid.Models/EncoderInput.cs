namespace QaaHybrid.Models;

/// <summary>A batch of texts, or of pairs of texts, on its way through an encoder.</summary>
/// <param name="InputIds"><c>[batch, seq]</c>, int64.</param>
/// <param name="AttentionMask"><c>[batch, seq]</c>, 1 for tokens and 0 for filling; null where nothing is filled.</param>
/// <param name="TokenTypeIds"><c>[batch, seq]</c>, 0 for the first text and 1 for the second; null means 0.</param>
public sealed record EncoderInput(Tensor InputIds, Tensor? AttentionMask = null, Tensor? TokenTypeIds = null)
{
    /// <summary>Whether layers are computed again in backward.</summary>
    internal bool Checkpointed { get; init; }

    /// <summary>What stands in front of every text, or null.</summary>
    internal PrefixStates? Prefix { get; init; }

    /// <summary>What is added to the scores of all heads, <c>[batch, 1, 1, 1, m + seq]</c> with m tokens of the prefix, or null.</summary>
    internal Tensor? ScoreMask(ScalarType dtype)
    {
        if (AttentionMask is null)
            return null;
        using var scope = torch.NewDisposeScope();
        var mask = Prefix is null ? AttentionMask : torch.cat([torch.ones([AttentionMask.shape[0], Prefix.Length], AttentionMask.dtype), AttentionMask], 1);
        return scope.MoveToOuter(Models.AttentionMask.Filling(mask, dtype));
    }
}
