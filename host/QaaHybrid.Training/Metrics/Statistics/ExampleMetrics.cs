namespace QaaHybrid.Training;

/// <summary>Metrics of chosen examples, from what is known of each one.</summary>
public static partial class ExampleMetrics
{
    /// <summary>The mean of a value an example: a loss, a sentence score, 0 or 100 for wrong or right.</summary>
    public static ExampleMetric Mean(IReadOnlyList<double> values) => examples =>
    {
        var sum = 0.0;
        foreach (var i in examples)
            sum += values[i];
        return sum / examples.Length;
    };

    /// <summary>Σ part / Σ whole: the loss a token from sums and counts of tokens an example.</summary>
    /// <param name="parts">One an example.</param>
    /// <param name="wholes">One an example; their sum over the chosen ones is not 0.</param>
    public static ExampleMetric Ratio(IReadOnlyList<double> parts, IReadOnlyList<double> wholes) => examples =>
    {
        var (part, whole) = (0.0, 0.0);
        foreach (var i in examples)
            (part, whole) = (part + parts[i], whole + wholes[i]);
        return part / whole;
    };

    /// <summary>A metric of labels or scores.</summary>
    /// <param name="metric">The metric, as <see cref="LabelMetrics.Of"/> gives it.</param>
    /// <param name="predicted">Predictions.</param>
    /// <param name="expected">What is true.</param>
    public static ExampleMetric Labels(LabelMetrics.Metric metric, IReadOnlyList<double> predicted, IReadOnlyList<double> expected) => examples =>
    {
        var (p, e) = (new double[examples.Length], new double[examples.Length]);
        for (var i = 0; i < examples.Length; i++)
            (p[i], e[i]) = (predicted[examples[i]], expected[examples[i]]);
        return metric(p, e);
    };

    /// <summary>The mean over several seeds of one method, all measured on the same examples.</summary>
    public static ExampleMetric OverSeeds(IReadOnlyList<ExampleMetric> seeds) => examples =>
    {
        var sum = 0.0;
        foreach (var seed in seeds)
            sum += seed(examples);
        return sum / seeds.Count;
    };
}
