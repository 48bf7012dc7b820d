namespace QaaHybrid.Training;

/// <summary>Everything that the report of a run, or of a comparison over seeds, shows; <see cref="ReportPage"/> writes it.</summary>
public sealed record RunReport
{
    /// <summary>What kind of report it is, above the heading.</summary>
    public string Kind { get; init; } = "QaaHybrid run report";

    /// <summary>The heading, such as <c>definitions</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What was learned, on which examples, from which base model: a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>What the numbers mean, in plain sentences; one paragraph each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What came out: the methods, over one seed or several.</summary>
    public required MethodComparison Comparison { get; init; }

    /// <summary>What did not come out, a line each.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>The recipe as used.</summary>
    public required string Recipe { get; init; }

    /// <summary>The report of a run whose methods are done, from its folder.</summary>
    /// <param name="run">The run.</param>
    /// <param name="remarks">What the numbers mean.</param>
    /// <exception cref="DataFileException">A file of the run is missing or damaged.</exception>
    public static RunReport FromRun(RunFolder run, IReadOnlyList<string>? remarks = null)
    {
        var recipe = run.ReadRecipe();
        var done = SeededRun.FromFolder(run, recipe) ?? throw new DataFileException(run.Path, "nothing is measured in this run yet");
        // A run that names no baseline tests nothing.
        return Of(recipe, MethodComparison.Of(recipe, [done], recipe.Comparison.Baseline)) with { Remarks = remarks ?? [] };
    }

    /// <summary>The report of a comparison.</summary>
    /// <param name="recipe">Its recipe.</param>
    /// <param name="comparison">What came out.</param>
    /// <param name="failures">What did not.</param>
    public static RunReport FromComparison(Recipe recipe, MethodComparison comparison, IReadOnlyList<ComparisonFailure> failures)
    {
        var report = Of(recipe, comparison);
        return report with
        {
            Kind = "QaaHybrid comparison of methods",
            Description = $"{report.Description} {Budget(recipe)}",
            Failures = [.. failures.Select(failure => FormattableString.Invariant($"Seed {failure.Seed}, {failure.Method}: {failure.Error.Message}"))],
        };
    }

    private static RunReport Of(Recipe recipe, MethodComparison comparison) => new()
    {
        Title = recipe.Name,
        Description = FormattableString.Invariant($"Base model {comparison.Base.Model}, {comparison.Base.Parameters:#,0} parameters, frozen. {comparison.Base.Task}."),
        Comparison = comparison,
        Recipe = recipe.Yaml,
    };

    private static string NotFitted(Recipe recipe)
    {
        var own = recipe.Methods.Where(method => method.Options.ContainsKey("budget")).Select(method => method.Name).ToList();
        var without = ComparisonPlan.WithoutSize(recipe);
        return (own.Count > 0 ? $", but for {string.Join(", ", own)} with {(own.Count == 1 ? "a budget" : "budgets")} of {(own.Count == 1 ? "its" : "their")} own" : "")
            + (without.Count > 0 ? $"; {string.Join(", ", without)} {(without.Count == 1 ? "has" : "have")} no size to choose and {(without.Count == 1 ? "trains" : "train")} as many as {(without.Count == 1 ? "it has" : "they have")}" : "");
    }

    private static string Budget(Recipe recipe) => recipe.Comparison switch
    {
        { Equal: "time", Budget: var budget } => $"Every method was trained for {budget} seconds of wall clock; how many steps that makes depends on the machine, so that these trainings do not repeat to the bit.",
        { Equal: "parameters", Budget: var budget } =>
            $"Methods were fitted to at most {budget} {(budget.EndsWith('%') ? "of the base model's parameters" : "stored parameters")}{NotFitted(recipe)}.",
        _ when recipe.Training.Seconds > 0 => FormattableString.Invariant($"Every method was trained for {recipe.Training.Seconds} seconds."),
        { Budget: { Length: > 0 } budget } => $"Every method was trained for {budget} steps.",
        _ when recipe.Training.Epochs > 0 => FormattableString.Invariant($"Every method was trained for {recipe.Training.Epochs} epochs."),
        _ => FormattableString.Invariant($"Every method was trained for {recipe.Training.Steps:#,0} steps."),
    };
}
