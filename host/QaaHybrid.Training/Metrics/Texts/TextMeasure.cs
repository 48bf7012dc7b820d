namespace QaaHybrid.Training;

/// <summary>Measures texts as a recipe says. A model that a metric needs is looked for at once, and opened when it is first used.</summary>
public sealed class TextMeasure
{
    private readonly MetricsRecipe metrics;
    private readonly Lazy<BertScorer>? bertScore;

    /// <param name="metrics">Which metrics, and how.</param>
    /// <param name="shippedModels">The folder that holds the shipped models; empty where there is none.</param>
    /// <exception cref="RecipeException">The model of BERTScore cannot be used.</exception>
    public TextMeasure(MetricsRecipe metrics, string shippedModels = "")
    {
        this.metrics = metrics;
        if (metrics.BertScore is not { } recipe)
            return;
        recipe.Find(shippedModels);
        bertScore = new(() => recipe.Open(shippedModels));
    }

    /// <summary>Measures texts against their references.</summary>
    /// <param name="hypotheses">One text a segment; may be empty texts.</param>
    /// <param name="references">For each segment at least one reference; their number may differ.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    /// <exception cref="Models.ModelFileException">A file of BERTScore's model is damaged.</exception>
    public TextScores Of(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, CancellationToken cancellationToken = default)
    {
        var scores = TextScores.Of(hypotheses, references, metrics);
        if (bertScore?.Value is not { } scorer)
            return scores;
        var each = scorer.Each(hypotheses, references, cancellationToken);
        TextScore Percent(string name, Func<BertScore, double> number) => TextScore.MeanOf(name, scorer.Signature, each.Select(score => 100 * number(score)));
        return scores with
        {
            All =
            [
                .. scores.All, Percent("bertscore_p", score => score.Precision), Percent("bertscore_r", score => score.Recall), Percent("bertscore_f1", score => score.F1),
            ],
        };
    }
}
