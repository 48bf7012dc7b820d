using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>Something that says how good a trained method is: the held-out loss, a metric of the task, how much it forgot.</summary>
/// <param name="Key">Its name in <c>comparison.json</c>: <c>loss</c>, <c>forgetting</c>, or the metric's.</param>
/// <param name="Heading">What stands above its column.</param>
/// <param name="HigherIsBetter">Whether more of it is better.</param>
/// <param name="Format">How its numbers are written.</param>
public sealed record Measure(string Key, string Heading, bool HigherIsBetter, string Format)
{
    /// <summary>Whether it is the share of the held-out examples that are right.</summary>
    public bool IsShare => Key.StartsWith("accuracy", StringComparison.Ordinal) || Key == "exact_match";

    /// <summary>The held-out loss.</summary>
    public static Measure Loss { get; } = new("loss", "Held-out loss", HigherIsBetter: false, "0.000");

    /// <summary>By how much the loss on a text that has nothing to do with the task rose.</summary>
    public static Measure Forgetting { get; } = new("forgetting", "Forgetting", HigherIsBetter: false, "0.000");

    /// <summary>What is measured of a task, the loss first, then its metrics in their usual order, then how much was forgotten.</summary>
    public static IReadOnlyList<Measure> Of(BaseResult before) =>
    [
        Loss,
        .. MetricColumn.Of(before.Metrics).Select(column => new Measure(column.Key, column.Heading, HigherIsBetter: true, "0.00")),
        .. before.TextLoss is null ? Array.Empty<Measure>() : [Forgetting],
    ];

    /// <summary>Its value for a trained method.</summary>
    public double ValueOf(MethodResult result, BaseResult before) => Key switch
    {
        "loss" => result.LossAfter,
        "forgetting" => (result.TextLoss - before.TextLoss) ?? double.NaN,
        _ => result.Metrics[Key],
    };

    /// <summary>Its value for the base model before training; null where it has none.</summary>
    public double? ValueOf(BaseResult before) => Key switch
    {
        "loss" => before.Loss,
        "forgetting" => null,
        _ => before.Metrics[Key],
    };

    /// <summary>The measure of some of the held-out examples, from what is kept of each; null where too little is kept, or it would take too long.</summary>
    /// <param name="method">A trained method.</param>
    /// <param name="options">How the run measured texts.</param>
    /// <param name="examples">How many examples there are.</param>
    internal ExampleMetric? OfExamples(ReportedMethod method, MetricsRecipe options, out int examples)
    {
        var part = Part;
        var scored = method.Examples.Where(example => example.Part == part).ToList();
        var name = Key[..^part.Length];
        examples = scored.Count;
        if (scored.Count > 0 && (name == "loss" || (LabelMetrics.Names.Contains(name) && scored.All(example => example.Predicted is not null))))
            return ExampleMetrics.HeldOut(name, scored);
        examples = method.Samples.Count;
        // NIST begins anew for every sample: minutes for what nobody tests.
        return examples > 0 && Key != "nist" && (WholeTexts.Contains(Key) || method.Samples.All(sample => sample.Scores.ContainsKey(Key)))
            ? ExampleMetrics.Texts(Key, method.Samples, options)
            : null;
    }

    /// <summary>Metrics of all texts together, which no single text has.</summary>
    private static readonly string[] WholeTexts = ["bleu", "chrf", "chrf_pp"];

    /// <summary>The part of the held-out examples that it is of, see <see cref="HeldOutExample.Part"/>.</summary>
    private string Part => Key.EndsWith("_mm", StringComparison.Ordinal) ? "_mm" : Key.EndsWith("_val", StringComparison.Ordinal) ? "_val" : "";

    /// <summary>A number of it as text.</summary>
    public string Text(double value) => value.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>A difference of it as text, with its sign.</summary>
    public string SignedText(double value) => value.ToString($"+{Format};−{Format};{Format}", CultureInfo.InvariantCulture);

    /// <summary>Whether one value is better than another.</summary>
    public bool IsBetter(double value, double than) => HigherIsBetter ? value > than : value < than;
}
