namespace QaaHybrid.Training;

/// <summary>Methods compared over the seeds of a comparison, or by a single run: means, intervals, tests against a baseline, the Pareto front.</summary>
public sealed record MethodComparison
{
    /// <summary>The seeds of which there are results.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>The runs, one a seed.</summary>
    public required IReadOnlyList<SeededRun> Runs { get; init; }

    /// <summary>What is measured; the held-out loss is the first.</summary>
    public required IReadOnlyList<Measure> Measures { get; init; }

    /// <summary>The measure of the Pareto score: the recipe's metric or the task's first; the loss where it has none.</summary>
    public required Measure Metric { get; init; }

    /// <summary>The methods, in the recipe's order; those of which no seed is done are missing.</summary>
    public required IReadOnlyList<ComparedMethod> Methods { get; init; }

    /// <summary>The method that the others are tested against; empty where nothing is tested.</summary>
    public required string Baseline { get; init; }

    /// <summary>The base model before training; of the first seed (others differ only in a new head).</summary>
    public BaseResult Base => Runs[0].Base;

    /// <summary>The mean of the base model's values; null where a measure has none.</summary>
    public double? BaseValue(Measure measure) => Runs.Average(run => measure.ValueOf(run.Base));

    /// <summary>Compares what is done.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="runs">The runs, one a seed; at least one.</param>
    /// <param name="baseline">The method that the others are tested against; empty tests nothing.</param>
    /// <exception cref="RecipeException">The recipe's metric is none of the task's.</exception>
    public static MethodComparison Of(Recipe recipe, IReadOnlyList<SeededRun> runs, string baseline)
    {
        var measures = Measure.Of(runs[0].Base);
        var metric = MetricOf(recipe, measures);
        var seeded = recipe.Methods.Select(method => (IReadOnlyList<SeededMethod>)
        [
            .. from run in runs from done in run.Methods where done.Result.Method == method.Name select new SeededMethod(run.Seed, run.Base, done),
        ]).ToList();
        var yardstick = baseline.Length > 0 ? seeded[recipe.Methods.ToList().FindIndex(method => method.Name == baseline)] : null;
        var methods = new List<ComparedMethod>();
        foreach (var (style, (method, done)) in recipe.Methods.Zip(seeded).Index().Where(entry => entry.Item.Second.Count > 0))
        {
            var values = measures.ToDictionary(measure => measure.Key, measure => MeasuredValue.Of(measure, done, recipe.Metrics));
            methods.Add(new ComparedMethod
            {
                Name = method.Name,
                Adapter = method.Adapter,
                Style = style,
                Runs = done,
                Values = values,
                Tests = yardstick is null || method.Name == baseline ? new Dictionary<string, BaselineTest>() : measures.ToDictionary(measure => measure.Key, measure => BaselineTest.Of(measure, done, yardstick, recipe.Metrics)),
                ParetoScore = ParetoFront.Score(metric, values[metric.Key].Mean, runs.Average(run => metric.ValueOf(run.Base))!.Value, done[0].Result.Trainable),
            });
        }
        return new MethodComparison
        {
            Seeds = [.. runs.Select(run => run.Seed)], Runs = runs, Measures = measures, Metric = metric, Methods = Corrected(methods, measures), Baseline = baseline,
        };
    }

    /// <summary>Holm's correction, measure by measure, over all methods that are tested.</summary>
    private static List<ComparedMethod> Corrected(List<ComparedMethod> methods, IReadOnlyList<Measure> measures)
    {
        var adjusted = measures.ToDictionary(measure => measure.Key,
            measure => HolmCorrection.Adjust([.. methods.Select(method => method.Tests.GetValueOrDefault(measure.Key)?.PValue)]));
        return [.. methods.Select((method, i) => method with
        {
            Tests = method.Tests.ToDictionary(test => test.Key, test => test.Value with { AdjustedPValue = adjusted[test.Key][i] }),
        })];
    }

    private static Measure MetricOf(Recipe recipe, IReadOnlyList<Measure> measures)
    {
        if (recipe.Comparison.Metric is not { Length: > 0 } wanted)
            return measures.FirstOrDefault(measure => measure.HigherIsBetter, Measure.Loss);
        return measures.FirstOrDefault(measure => measure.Key == wanted) ?? throw new RecipeException(new RecipeProblem("recipe", "comparison.metric",
            $"this task has no '{wanted}'; it has {string.Join(", ", measures.Select(measure => measure.Key))}"));
    }
}
