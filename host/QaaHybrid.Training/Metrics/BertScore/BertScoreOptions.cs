namespace QaaHybrid.Training;

/// <summary>How BERTScore is computed.</summary>
public sealed record BertScoreOptions
{
    /// <summary>The layer behind which hidden states are compared: 0 stands for the embeddings, null for the last layer.</summary>
    public int? Layer { get; init; }

    /// <summary>Whether tokens count by how rare they are in the references, ln((M + 1) / (m + 1)) for a token in m of M references; otherwise each counts 1.</summary>
    public bool Idf { get; init; }

    /// <summary>What scores are rescaled by, see <see cref="BertScore.Rescale"/>; null leaves them as they are.</summary>
    public BertScore? Baseline { get; init; }

    /// <summary>Pairs of texts that are computed at a time; the scores do not depend on it.</summary>
    public int BatchSize { get; init; } = 32;
}
