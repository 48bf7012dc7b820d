namespace QaaHybrid.Training;

/// <summary>
/// The numbers of a comparison: <c>comparison.json</c>. <see cref="Methods"/> has a line a method, <see cref="Entries"/> one a method and seed with the columns of
/// PEFT's <c>method_comparison</c>, as far as they mean something here.
/// </summary>
public sealed record ComparisonFile
{
    /// <summary>The comparison's folder.</summary>
    public required string Run { get; init; }

    /// <summary>Name of the recipe.</summary>
    public required string Recipe { get; init; }

    /// <summary>What was learned, and on which examples.</summary>
    public required string Task { get; init; }

    /// <summary>Name of the base model.</summary>
    public required string Model { get; init; }

    /// <summary>Number of its parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>The seeds.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>The method that the others are tested against.</summary>
    public required string Baseline { get; init; }

    /// <summary>What every method got as much of.</summary>
    public required string Equal { get; init; }

    /// <summary>How much of it; empty where the recipe's steps say so.</summary>
    public required string Budget { get; init; }

    /// <summary>Names of the methods that have no size to choose, so that a comparison by parameters left them as they are; empty in others.</summary>
    public required IReadOnlyList<string> NotFitted { get; init; }

    /// <summary>The measure of the Pareto score.</summary>
    public required string Metric { get; init; }

    /// <summary>What losses are counted in.</summary>
    public required string LossUnit { get; init; }

    /// <summary>A line a method.</summary>
    public required IReadOnlyList<MethodLine> Methods { get; init; }

    /// <summary>A line a method and seed, those that failed included.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, object?>> Entries { get; init; }

    /// <summary>How numbers that need it were measured.</summary>
    public required IReadOnlyDictionary<string, string> Measured { get; init; }

    /// <summary>What the first run was made with.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>The file of a comparison.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <param name="comparison">What came out.</param>
    /// <param name="failures">What did not.</param>
    public static ComparisonFile Of(string folder, Recipe recipe, MethodComparison comparison, IReadOnlyList<ComparisonFailure> failures) => new()
    {
        Run = folder,
        Recipe = recipe.Name,
        Task = comparison.Base.Task,
        Model = comparison.Base.Model,
        Parameters = comparison.Base.Parameters,
        Seeds = recipe.Comparison.Seeds,
        Baseline = comparison.Baseline,
        Equal = recipe.Comparison.Equal,
        Budget = recipe.Comparison.Budget,
        NotFitted = ComparisonPlan.WithoutSize(recipe),
        Metric = comparison.Metric.Key,
        LossUnit = comparison.Base.LossUnit,
        Methods = [.. comparison.Methods.Select(method => MethodLine.Of(method, comparison))],
        Entries = [.. ComparisonEntries.Of(recipe, comparison, failures)],
        Measured = HowMeasured.Sentences,
        Environment = comparison.Runs[0].Environment,
    };

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">It cannot be written; nothing half-written is left.</exception>
    public void Save(string path) => JsonFiles.Write(path, this);
}

/// <summary>One method in <c>comparison.json</c>: sizes and costs, means over the seeds, tests against the baseline.</summary>
public sealed record MethodLine
{
    /// <summary>Its name.</summary>
    public required string Method { get; init; }

    /// <summary>The kind of adapter.</summary>
    public required string Adapter { get; init; }

    /// <summary>The kind of adapter in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Trained numbers of the adapter: what the optimiser holds, without a new head.</summary>
    public required long Trainable { get; init; }

    /// <summary>Numbers that its file holds.</summary>
    public required long? Stored { get; init; }

    /// <summary>Independent directions among the trained numbers.</summary>
    public required long? DegreesOfFreedom { get; init; }

    /// <summary>Trained numbers in percent of the base model's parameters.</summary>
    public required double Percent { get; init; }

    /// <summary>Size of its file.</summary>
    public required long? Bytes { get; init; }

    /// <summary>Held-out loss of the base model, the mean over the seeds.</summary>
    public required double LossBefore { get; init; }

    /// <summary>Held-out loss after training, the mean over the seeds.</summary>
    public required double LossAfter { get; init; }

    /// <summary>Means of the task's metrics over the seeds.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Median time of an optimiser step.</summary>
    public required double SecondsPerStep { get; init; }

    /// <summary>Mean time of all steps of a training.</summary>
    public required double? TrainSeconds { get; init; }

    /// <summary>Memory of a step, bytes.</summary>
    public required double? StepMemory { get; init; }

    /// <summary>Floating-point operations of a forward pass, a token.</summary>
    public required double? FlopsPerToken { get; init; }

    /// <summary>The QuIC paper's Pareto score.</summary>
    public required double? ParetoScore { get; init; }

    /// <summary>Every measure with its interval and the value of each seed.</summary>
    public required IReadOnlyDictionary<string, MeasuredValue> Values { get; init; }

    /// <summary>Every measure beside the baseline's; empty for the baseline.</summary>
    public required IReadOnlyDictionary<string, BaselineTest> Tests { get; init; }

    /// <summary>The line of a method.</summary>
    public static MethodLine Of(ComparedMethod method, MethodComparison comparison) => new()
    {
        Method = method.Name,
        Adapter = method.Adapter,
        Summary = MethodSentence.Of(method.Adapter),
        Trainable = method.Size.Trainable,
        Stored = method.Size.Stored,
        DegreesOfFreedom = method.Size.DegreesOfFreedom,
        Percent = method.Size.Percent,
        Bytes = method.Size.AdapterBytes,
        LossBefore = comparison.BaseValue(Measure.Loss)!.Value,
        LossAfter = method.Values[Measure.Loss.Key].Mean,
        Metrics = method.Values.Where(value => value.Key != Measure.Loss.Key).ToDictionary(value => value.Key, value => value.Value.Mean),
        SecondsPerStep = method.SecondsPerStep,
        TrainSeconds = method.TrainSeconds,
        StepMemory = method.StepMemory,
        FlopsPerToken = method.Size.FlopsPerToken,
        ParetoScore = method.ParetoScore,
        Values = method.Values,
        Tests = method.Tests,
    };
}
