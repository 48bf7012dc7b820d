using System.Text.Json.Serialization;

namespace QaaHybrid.Training;

/// <summary>What an interval or a test says something about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Evidence>))]
public enum Evidence
{
    /// <summary>There is none.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>Other seeds: Student's interval, the paired t-test; from <see cref="MeasuredValue.SeedsForTests"/> seeds on.</summary>
    [JsonStringEnumMemberName("seeds")]
    Seeds,

    /// <summary>Other held-out examples, the models as they are: the bootstrap.</summary>
    [JsonStringEnumMemberName("examples")]
    Examples,
}

/// <summary>A measure of a method: its mean over the seeds, and how far it can be trusted.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Points">The value of each seed.</param>
/// <param name="Low">The lower end of the 95 % interval; null where there is none.</param>
/// <param name="High">The upper end.</param>
/// <param name="Evidence">What the interval is over.</param>
public sealed record MeasuredValue(double Mean, IReadOnlyList<double> Points, double? Low, double? High, Evidence Evidence)
{
    /// <summary>With fewer held-out examples the bootstrap's intervals are noticeably too narrow.</summary>
    public const int ExamplesForBootstrap = 30;

    /// <summary>Held-out examples that the interval is over; null where it is over none.</summary>
    [JsonIgnore]
    public int? HeldOut { get; init; }

    /// <summary>With fewer seeds an interval over them, or a test, claims more than it knows.</summary>
    public const int SeedsForTests = 5;

    /// <summary>The value over the seeds.</summary>
    /// <param name="measure">What is measured.</param>
    /// <param name="runs">The method, once a seed.</param>
    /// <param name="options">How texts were measured.</param>
    internal static MeasuredValue Of(Measure measure, IReadOnlyList<SeededMethod> runs, MetricsRecipe options)
    {
        var points = runs.Select(run => run.Value(measure)).ToList();
        var interval = MeanInterval.Of(points);
        if (points.Count >= SeedsForTests)
            return new MeasuredValue(interval.Mean, points, interval.Low, interval.High, Evidence.Seeds);
        if (Examples(measure, runs, options, out var examples) is not { } metric || examples < 2)
            return new MeasuredValue(interval.Mean, points, null, null, Evidence.None);
        var bootstrap = Bootstrap.Interval(metric, examples, measure.IsShare);
        return new MeasuredValue(interval.Mean, points, bootstrap?.Low, bootstrap?.High, Evidence.Examples) { HeldOut = examples };
    }

    /// <summary>The mean over the seeds as a metric of examples; null where the seeds were not measured on the same number of them, or nothing is kept.</summary>
    internal static ExampleMetric? Examples(Measure measure, IReadOnlyList<SeededMethod> runs, MetricsRecipe options, out int examples)
    {
        examples = 0;
        var metrics = new List<ExampleMetric>();
        foreach (var run in runs)
        {
            if (measure.OfExamples(run.Method, options, out var count) is not { } metric || (metrics.Count > 0 && count != examples))
                return null;
            metrics.Add(metric);
            examples = count;
        }
        return ExampleMetrics.OverSeeds(metrics);
    }
}
