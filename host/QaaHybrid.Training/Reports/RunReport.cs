namespace QaaHybrid.Training;

/// <summary>Everything that a run's report shows; <see cref="ReportPage"/> writes it.</summary>
public sealed record RunReport
{
    /// <summary>The heading, such as <c>definitions</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What was learned, on which examples, from which base model: a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>What the numbers mean, in plain sentences; one paragraph each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The base model before training.</summary>
    public required BaseResult Base { get; init; }

    /// <summary>What losses are counted in.</summary>
    public string LossUnit { get; init; } = RunResults.TokenLossUnit;

    /// <summary>What the base model wrote before training.</summary>
    public IReadOnlyList<GeneratedSample> BaseSamples { get; init; } = [];

    /// <summary>The methods, in the order of the table.</summary>
    public required IReadOnlyList<ReportedMethod> Methods { get; init; }

    /// <summary>The recipe as used.</summary>
    public required string Recipe { get; init; }

    /// <summary>What the run was made with.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>The report of a run whose methods are done, from its folder.</summary>
    /// <param name="run">The run.</param>
    /// <param name="remarks">What the numbers mean.</param>
    /// <exception cref="DataFileException">A file of the run is missing or damaged.</exception>
    public static RunReport FromRun(RunFolder run, IReadOnlyList<string>? remarks = null)
    {
        var results = RunResults.Load(run.ResultsFile);
        var recipe = run.ReadRecipe();
        return new RunReport
        {
            Title = recipe.Name,
            Description = FormattableString.Invariant($"Base model {results.Base.Model}, {results.Base.Parameters:#,0} parameters, frozen. {results.Task}."),
            Remarks = remarks ?? [],
            Base = results.Base,
            LossUnit = results.LossUnit,
            BaseSamples = JsonFiles.ReadLines<GeneratedSample>(run.BaseSamplesFile),
            Methods = [.. results.Methods.Select(result => ReportedMethod.FromFolder(result, run.Method(result.Method)))],
            Recipe = recipe.Yaml,
            Environment = RunEnvironment.Load(run.EnvironmentFile),
        };
    }
}
