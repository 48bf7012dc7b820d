namespace QaaHybrid.Training;

/// <summary>How generated texts are measured.</summary>
public sealed record MetricsRecipe
{
    /// <summary><c>bleu</c>: <c>smooth</c> (<c>exp</c>, <c>none</c>, <c>floor</c>, <c>add-k</c>), <c>smooth_value</c>, <c>lowercase</c>, <c>effective_order</c>.</summary>
    public BleuOptions Bleu { get; init; } = new();

    /// <summary><c>rouge</c>, <c>stemmer</c>: whether words are compared by their stems.</summary>
    public bool RougeStemmer { get; init; }

    /// <summary><c>bertscore</c>: <c>model</c>, <c>layer</c>, <c>idf</c>, <c>baseline</c>, <c>batch_size</c>; null leaves it out.</summary>
    public BertScoreRecipe? BertScore { get; init; }
}
