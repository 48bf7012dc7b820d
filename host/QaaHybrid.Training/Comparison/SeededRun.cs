namespace QaaHybrid.Training;

/// <summary>A run of a comparison, read from its folder, as far as it is done.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Base">The base model before training.</param>
/// <param name="BaseSamples">What it wrote.</param>
/// <param name="Methods">The methods that are done, in the recipe's order.</param>
/// <param name="Environment">What the run was made with.</param>
public sealed record SeededRun(
    long Seed, BaseResult Base, IReadOnlyList<GeneratedSample> BaseSamples, IReadOnlyList<ReportedMethod> Methods, RunEnvironment Environment)
{
    /// <summary>Reads a run; null where not even its base model was measured.</summary>
    /// <param name="run">The run.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <exception cref="DataFileException">A file of the run is missing or damaged.</exception>
    public static SeededRun? FromFolder(RunFolder run, Recipe recipe) => !File.Exists(run.BaseFile) ? null : new SeededRun(
        recipe.Seed,
        JsonFiles.Read<BaseResult>(run.BaseFile),
        JsonFiles.ReadLines<GeneratedSample>(run.BaseSamplesFile),
        [.. recipe.Methods.Select(method => run.Method(method.Name)).Where(folder => File.Exists(folder.ResultFile)).Select(ReportedMethod.FromFolder)],
        RunEnvironment.Load(run.EnvironmentFile));
}

/// <summary>A method of one run.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Base">The run's base model before training.</param>
/// <param name="Method">The method.</param>
public sealed record SeededMethod(long Seed, BaseResult Base, ReportedMethod Method)
{
    /// <summary>Its line of the run's table.</summary>
    public MethodResult Result => Method.Result;

    /// <summary>What it comes to in a measure.</summary>
    public double Value(Measure measure) => measure.ValueOf(Result, Base);
}
