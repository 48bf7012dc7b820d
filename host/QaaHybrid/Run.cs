using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>A run read from its folder, as far as it is done: a table and curves when it is shown, its numbers for whoever wants to compute with them.</summary>
public sealed class Run
{
    private readonly SeededRun _run;

    private Run(RunFolder place, Recipe recipe, SeededRun run)
    {
        (Place, Recipe, _run) = (place, recipe, run);
        Comparison = MethodComparison.Of(recipe, [run], recipe.Comparison.Baseline);
    }

    /// <summary>Where its files lie.</summary>
    public RunFolder Place { get; }

    /// <summary>Its folder.</summary>
    public string Folder => Place.Path;

    /// <summary>The recipe as used.</summary>
    public Recipe Recipe { get; }

    /// <summary>Whether every method is done.</summary>
    public bool IsFinished => File.Exists(Place.ResultsFile);

    /// <summary>The base model before training.</summary>
    public BaseResult Base => _run.Base;

    /// <summary>The methods that are done, in the recipe's order: results, the numbers of every step, texts, drawn circuits.</summary>
    public IReadOnlyList<ReportedMethod> Methods => _run.Methods;

    /// <summary>The methods side by side, with what is needed for intervals, tests and the Pareto front.</summary>
    public MethodComparison Comparison { get; }

    /// <summary>What the base model and the methods wrote for the same held-out sources.</summary>
    public RunSamples Samples => new(_run.BaseSamples, [.. Methods.Select(method => (method.Result.Method, method.Samples))]);

    /// <summary>Opens a run.</summary>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="DataFileException">It is no run, nothing is measured in it yet, or a file is damaged.</exception>
    public static Run Open(string folder)
    {
        var place = RunFolder.Open(folder);
        var recipe = place.ReadRecipe();
        return new Run(place, recipe, SeededRun.FromFolder(place, recipe) ?? throw new DataFileException(folder, "nothing is measured in this run yet"));
    }

    /// <summary>The numbers of every step of a method.</summary>
    /// <param name="method">Its name; null where the run has only one.</param>
    /// <exception cref="ArgumentException">There is no such method, or several.</exception>
    public IReadOnlyList<MetricRow> Metrics(string? method = null) => MetricsLog.Read(Place.Method(NameOf(method)).MetricsFile);

    /// <summary>A method's model, with its adapter as trained.</summary>
    /// <param name="method">Its name; null where the run has only one.</param>
    public Task<TrainedModel> ModelAsync(string? method = null) => TrainedModel.OpenAsync(Qaa.Session, Folder, NameOf(method), cancellationToken: Qaa.Host.Interrupt());

    /// <summary>A trained circuit of a method.</summary>
    /// <param name="method">The method's name; null where the run has only one.</param>
    /// <param name="layer">The layer's name or the end of it; null is the first.</param>
    /// <param name="block">Which of the layer's circuits.</param>
    public Task<TrainedCircuit> CircuitAsync(string? method = null, string? layer = null, int block = 0) =>
        TrainedCircuit.ReadAsync(Qaa.Session, Folder, NameOf(method), layer, block, Qaa.Host.Interrupt());

    private string NameOf(string? method)
    {
        var names = Recipe.Methods.Select(candidate => candidate.Name).ToList();
        if (method is null ? names.Count == 1 : names.Contains(method))
            return method ?? names[0];
        throw new ArgumentException(
            method is null ? $"this run has several methods; name one: {string.Join(", ", names)}" : $"this run has no method '{method}'; it has {string.Join(", ", names)}", nameof(method));
    }
}
