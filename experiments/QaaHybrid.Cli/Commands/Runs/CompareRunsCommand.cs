using System.CommandLine;
using System.Globalization;
using QaaHybrid.Display;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa runs compare A B …</c>: the methods of several runs side by side, and in what their recipes and their surroundings differ.</summary>
internal static class CompareRunsCommand
{
    private static readonly Argument<string[]> Folders = new("RUN") { Description = "folders of runs", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create() => new Command("compare", "put runs side by side: their methods, and in what their recipes differ") { Folders }.Does((context, _) =>
    {
        if (context.Get(Folders) is not { Length: > 1 })
            throw new UsageException(
                $"expected at least two runs to put side by side{(context.Get(Folders) is [var only] ? $", found {only} alone" : "")}; 'qaa runs' lists those there are, and 'qaa compare' compares methods over seeds");
        var runs = context.Get(Folders)!.Select(RunSummary.Of).ToList();
        var differences = RecipeDifferences.Among([.. runs.Select(run => run.Recipe.Yaml)]).Concat(Surroundings(runs)).ToList();
        context.Answer(
            new
            {
                runs = runs.Select(run => run.Path),
                methods = runs.SelectMany(run => run.Methods.Select(method => new
                {
                    Run = run.Path, method.Method, method.Adapter, method.Trainable, method.Percent, method.LossBefore, method.LossAfter, method.Metrics, method.SecondsPerStep, method.Steps,
                })),
                differences = differences.Select(difference => new { difference.Key, difference.Values }),
            },
            string.Join(Environment.NewLine, Methods(runs), "", differences.Count == 0 ? "the recipes are the same" : Differences(runs, differences).ToString()));
        return Task.CompletedTask;
    });

    private static Table Methods(List<RunSummary> runs)
    {
        var metrics = runs.Where(run => run.Base is not null).SelectMany(run => MetricColumn.Of(run.Base!.Metrics)).Distinct().ToList();
        return new Table(
            ["run", "method", "trained", "% of model", "steps", "held-out loss before → after", .. metrics.Select(metric => metric.Heading), "s/step"],
            [.. runs.SelectMany(run => run.Methods.Select(method => (string[])
            [
                RunsCommand.Name(run),
                method.Method,
                method.Trainable.ToString("#,0", CultureInfo.InvariantCulture),
                method.Percent.ToString("0.000", CultureInfo.InvariantCulture),
                method.Steps.ToString("#,0", CultureInfo.InvariantCulture),
                FormattableString.Invariant($"{method.LossBefore:0.000} → {method.LossAfter:0.000}"),
                .. metrics.Select(metric => metric.Text(method.Metrics)),
                method.SecondsPerStep.ToString("0.000", CultureInfo.InvariantCulture),
            ]))])
        {
            TextColumns = 2,
        };
    }

    private static Table Differences(List<RunSummary> runs, List<(string Key, IReadOnlyList<string?> Values)> differences) => new(
        ["in what they differ", .. runs.Select(RunsCommand.Name)], [.. differences.Select(difference => (string[])[difference.Key, .. difference.Values.Select(value => value ?? "–")])]);

    /// <summary>What lets numbers differ beside the recipe.</summary>
    private static IEnumerable<(string Key, IReadOnlyList<string?> Values)> Surroundings(List<RunSummary> runs)
    {
        (string Name, Func<RunEnvironment, string> Value)[] things =
        [
            ("version", e => e.Version), ("commit", e => e.Commit), ("libtorch", e => e.Libtorch), ("processor", e => e.Processor), ("kernels", e => e.Kernels), ("threads used", e => e.Threads.ToString(CultureInfo.InvariantCulture)),
        ];
        foreach (var (name, value) in things)
            if (runs.Select(run => value(run.Environment)).ToList() is var values && values.Distinct().Count() > 1)
                yield return (name, values);
    }
}
