using System.CommandLine;
using System.Globalization;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa eval RUN</c>: held-out loss and the metrics of the task, of trained methods.</summary>
internal static class EvalCommand
{
    private static readonly Argument<string> Run = new("RUN") { Description = "the run's folder" };
    private static readonly Option<string?> Method = new("--method") { Description = "only this method (default: every trained one)", HelpName = "NAME" };
    private static readonly Option<string?> Data = new("--data") { Description = "measure on this file, of the form of the task's data", HelpName = "FILE" };
    private static readonly Option<bool> SkipBad = new("--skip-bad") { Description = "leave bad lines out and count them" };

    public static Command Create() => new Command("eval", "measure the methods of a run on held-out examples") { Run, Method, Data, SkipBad }.Does(async (context, cancellationToken) =>
    {
        await using var session = new QaaSession();
        var folder = context.Get(Run)!;
        var measured = new List<(string Method, Evaluation Result)>();
        var perplexity = false;
        foreach (var name in context.Get(Method) is { } chosen ? [chosen] : TrainedModel.TrainedMethods(folder))
        {
            using var model = await TrainedModel.OpenAsync(session, folder, name, context.Threads, cancellationToken).ConfigureAwait(true);
            context.Say($"measuring {name}");
            var task = model.Task(context.Get(Data), context.Get(SkipBad));
            task.Load();
            foreach (var remark in measured.Count == 0 ? task.Remarks : [])
                context.Say(remark);
            measured.Add((name, task.Evaluate(model.Model, cancellationToken)));
            perplexity = task.LossUnit == RunResults.TokenLossUnit;
        }
        if (measured.Count == 0)
            throw new UsageException($"{folder} has no trained method yet; 'qaa resume {folder}' goes on with it");
        var columns = MetricColumn.Of(measured[0].Result.Metrics);
        context.Answer(
            new { run = folder, methods = measured.Select(entry => Document(entry.Method, entry.Result, perplexity)) },
            string.Join(Environment.NewLine, TextTable.Lines(
                ["method", "loss", .. perplexity ? ["perplexity"] : Array.Empty<string>(), .. columns.Select(column => column.Heading)],
                measured.Select(entry => (string[])
                [
                    entry.Method, Number(entry.Result.Loss, "0.0000"), .. perplexity ? [Number(Math.Exp(entry.Result.Loss), "0.00")] : Array.Empty<string>(),
                    .. columns.Select(column => column.Text(entry.Result.Metrics)),
                ]))));
    });

    private static Dictionary<string, object> Document(string method, Evaluation result, bool perplexity)
    {
        var document = new Dictionary<string, object> { ["method"] = method, ["loss"] = result.Loss };
        if (perplexity)
            document.Add("perplexity", Math.Exp(result.Loss));
        foreach (var (name, value) in result.Metrics)
            document.Add(name, value);
        if (result.BleuSignature.Length > 0)
            document.Add("bleu_signature", result.BleuSignature);
        return document;
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
