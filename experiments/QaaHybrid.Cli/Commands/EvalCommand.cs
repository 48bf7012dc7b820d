using System.CommandLine;
using System.Globalization;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa eval RUN</c>: held-out loss, perplexity, BLEU and ROUGE-L of trained methods.</summary>
internal static class EvalCommand
{
    private static readonly Argument<string> Run = new("RUN") { Description = "the run's folder" };
    private static readonly Option<string?> Method = new("--method") { Description = "only this method (default: every trained one)", HelpName = "NAME" };
    private static readonly Option<string?> Data = new("--data") { Description = "measure on this file of sources and targets", HelpName = "FILE" };

    public static Command Create() => new Command("eval", "measure the methods of a run on held-out examples") { Run, Method, Data }.Does(async (context, cancellationToken) =>
    {
        await using var session = new QaaSession();
        var folder = context.Get(Run)!;
        var measured = new List<(string Method, Evaluation Result)>();
        foreach (var name in context.Get(Method) is { } chosen ? [chosen] : TrainedModel.TrainedMethods(folder))
        {
            using var model = await TrainedModel.OpenAsync(session, folder, name, context.Threads, cancellationToken).ConfigureAwait(true);
            context.Say($"measuring {name}");
            measured.Add((name, Evaluation.Of(model.Model, model.Task(context.Get(Data)), model.Recipe.Generation, cancellationToken)));
        }
        if (measured.Count == 0)
            throw new UsageException($"{folder} has no trained method yet; 'qaa resume {folder}' goes on with it");
        context.Answer(
            new
            {
                run = folder,
                methods = measured.Select(entry => new
                {
                    entry.Method, entry.Result.Loss, entry.Result.Perplexity, bleu = entry.Result.Bleu?.Score, rouge_l = entry.Result.RougeL, bleu_signature = entry.Result.Bleu?.Signature,
                }),
            },
            string.Join(Environment.NewLine, TextTable.Lines(["method", "loss", "perplexity", "BLEU", "ROUGE-L"], measured.Select(entry => new[]
            {
                entry.Method, Number(entry.Result.Loss, "0.0000"), Number(entry.Result.Perplexity, "0.00"), Number(entry.Result.Bleu?.Score, "0.00"), Number(entry.Result.RougeL, "0.00"),
            }))));
    });

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
