namespace QaaHybrid.Training;

/// <summary>What a list of runs says of one, read from its folder without the numbers of its steps.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Recipe">The recipe as used.</param>
/// <param name="State">How far it is.</param>
/// <param name="Environment">What it was made with, and when it began.</param>
/// <param name="Base">The base model before training; null where not even that was measured.</param>
/// <param name="Methods">The methods that are done, in the recipe's order.</param>
public sealed record RunSummary(string Path, Recipe Recipe, RunState State, RunEnvironment Environment, BaseResult? Base, IReadOnlyList<MethodResult> Methods)
{
    /// <summary>The task's main metric, which stands beside the loss; null where it has none.</summary>
    public MetricColumn? Metric => Base is null ? null : MetricColumn.Of(Base.Metrics) is [var first, ..] ? first : null;

    /// <summary>Time of all optimiser steps of the methods that are done; null where it was not kept.</summary>
    public TimeSpan? TrainingTime => Methods.Count > 0 && Methods.All(method => method.TrainSeconds is not null) ? TimeSpan.FromSeconds(Methods.Sum(method => method.TrainSeconds!.Value)) : null;

    /// <summary>Reads a run.</summary>
    /// <param name="path">Its folder.</param>
    /// <exception cref="DataFileException">The folder is no run, or a file of it is damaged.</exception>
    /// <exception cref="RecipeException">Its recipe was changed by hand and is wrong now.</exception>
    public static RunSummary Of(string path)
    {
        var run = RunFolder.Open(path);
        var recipe = run.ReadRecipe();
        var methods = recipe.Methods.Select(method => run.Method(method.Name).ResultFile).Where(File.Exists).Select(JsonFiles.Read<MethodResult>).ToList();
        return new RunSummary(
            run.Path, recipe,
            File.Exists(run.ResultsFile) ? RunState.Finished : FolderLock.IsTaken(run.Path) ? RunState.Running : RunState.Interrupted,
            RunEnvironment.Load(run.EnvironmentFile), File.Exists(run.BaseFile) ? JsonFiles.Read<BaseResult>(run.BaseFile) : null, methods);
    }

    /// <summary>The runs in a folder, those of comparisons among them, in the order of their beginning; what is no run is passed over.</summary>
    /// <param name="folder">A folder with runs, a run itself, or a comparison.</param>
    /// <param name="onDamaged">Called with a run that cannot be read, and why; null lets the exception through.</param>
    /// <exception cref="DataFileException">There is no such folder.</exception>
    public static IReadOnlyList<RunSummary> In(string folder, Action<string, Exception>? onDamaged = null)
    {
        if (!Directory.Exists(folder))
            throw new DataFileException(folder, "is no folder");
        var runs = new List<RunSummary>();
        foreach (var path in Paths(folder))
            try
            {
                runs.Add(Of(path));
            }
            catch (IOException error) when (onDamaged is not null)
            {
                onDamaged(path, error);
            }
        return [.. runs.OrderBy(run => run.Environment.Started).ThenBy(run => run.Path, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Paths(string folder) =>
        RunFolder.Is(folder) ? [folder]
        : ComparisonFolder.Is(folder) ? Below(System.IO.Path.Combine(folder, "seeds")).Where(RunFolder.Is)
        : Below(folder).SelectMany(path => RunFolder.Is(path) || ComparisonFolder.Is(path) ? Paths(path) : []);

    private static IEnumerable<string> Below(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal) : [];
}

/// <summary>How far a run is.</summary>
public enum RunState
{
    /// <summary>Every method is done.</summary>
    Finished,

    /// <summary>A process works on it now.</summary>
    Running,

    /// <summary>It was interrupted, killed, or failed; <c>qaa resume</c> goes on with it.</summary>
    Interrupted,
}
