using System.CommandLine;
using System.Globalization;
using QaaHybrid.Display;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa runs</c>: what lies in the folders of runs.</summary>
internal static class RunsCommand
{
    private static readonly Argument<string[]> Folders = new("FOLDER") { Description = "folders with runs, runs or comparisons (default: runs)", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create() => new Command("runs", "list runs: recipe, methods, loss before → after, main metric, time, state") { Folders, CompareRunsCommand.Create() }
        .Does((context, _) =>
        {
            string[] folders = context.Get(Folders) is { Length: > 0 } named ? named : Directory.Exists("runs") ? ["runs"] : [];
            var runs = folders.SelectMany(folder => RunSummary.In(folder, (path, error) => context.Say($"{path} is passed over: {error.Message}"))).ToList();
            context.Answer(new { runs = runs.Select(Document) }, runs.Count == 0 ? "there are no runs" : Table(runs).ToString());
            return Task.CompletedTask;
        });

    /// <summary>A run's folder as a person would name it from here.</summary>
    public static string Name(RunSummary run) => Path.GetRelativePath(Environment.CurrentDirectory, run.Path) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? run.Path : relative;

    private static object Document(RunSummary run) => new
    {
        Run = run.Path,
        Recipe = run.Recipe.Name,
        run.Recipe.Model,
        run.Recipe.Seed,
        State = run.State.ToString().ToLowerInvariant(),
        run.Environment.Started,
        TrainSeconds = run.TrainingTime?.TotalSeconds,
        Metric = run.Metric?.Key,
        Methods = run.Recipe.Methods.Select(method => (method.Name, Result: run.Methods.FirstOrDefault(result => result.Method == method.Name))).Select(method => new
        {
            Method = method.Name, Done = method.Result is not null, method.Result?.Trainable, method.Result?.LossBefore, method.Result?.LossAfter,
            Metric = run.Metric is { } metric && method.Result is { } result ? result.Metrics.GetValueOrDefault(metric.Key) : (double?)null,
        }),
    };

    // A line a method; what is of the run stands on its first line.
    private static Table Table(List<RunSummary> runs) => new(
        ["run", "recipe", "method", "state", "began (UTC)", "training", "trained", "held-out loss", "main metric"],
        [.. runs.SelectMany(run => run.Recipe.Methods.Index().Select(method => Row(run, method.Item.Name, method.Index == 0)))])
    {
        TextColumns = 4,
    };

    private static string[] Row(RunSummary run, string method, bool first)
    {
        var result = run.Methods.FirstOrDefault(candidate => candidate.Method == method);
        return
        [
            first ? Name(run) : "",
            first ? run.Recipe.Name : "",
            method,
            first ? run.State.ToString().ToLowerInvariant() : "",
            first ? run.Environment.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "",
            result?.TrainSeconds is { } seconds ? Duration(seconds) : "–",
            result is null ? "–" : result.Trainable.ToString("#,0", CultureInfo.InvariantCulture),
            result is null ? "–" : FormattableString.Invariant($"{result.LossBefore:0.000} → {result.LossAfter:0.000}"),
            result is null || run.Metric is not { } metric ? "–" : $"{metric.Heading} {metric.Text(result.Metrics)}",
        ];
    }

    private static string Duration(double seconds) => seconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
        : TimeSpan.FromSeconds(seconds).ToString(seconds < 3600 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
