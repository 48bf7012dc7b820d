namespace QaaHybrid.Training;

public static partial class ExampleMetrics
{
    /// <summary>The loss of held-out examples, or a metric of their labels.</summary>
    /// <param name="name"><c>loss</c>, or a name that <see cref="LabelMetrics"/> knows.</param>
    /// <param name="examples">The examples of one part.</param>
    /// <exception cref="ArgumentException">There is no such metric, or the examples have no labels.</exception>
    public static ExampleMetric HeldOut(string name, IReadOnlyList<HeldOutExample> examples)
    {
        if (name == "loss")
            return Ratio([.. examples.Select(example => example.Loss * example.Tokens)], [.. examples.Select(example => (double)example.Tokens)]);
        var metric = LabelMetrics.Of(name);
        return examples.All(example => example is { Predicted: not null, Expected: not null })
            ? Labels(metric, [.. examples.Select(example => example.Predicted!.Value)], [.. examples.Select(example => example.Expected!.Value)])
            : throw new ArgumentException($"{name} is a metric of labels, and these examples have none", nameof(examples));
    }
}
