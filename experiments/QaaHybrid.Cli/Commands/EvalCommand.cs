using System.CommandLine;
using System.Globalization;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa eval RUN</c>: held-out loss and the metrics of the task, of trained methods; with <c>--perplexity FILE</c> that of a text.</summary>
internal static class EvalCommand
{
    private static readonly Argument<string?> Run = new("RUN") { Description = "the run's folder", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Model = NamedModel.Option();
    private static readonly Option<string?> Adapter = NamedModel.AdapterOption();
    private static readonly Option<string?> Method = new("--method") { Description = "only this method (default: every trained one)", HelpName = "NAME" };
    private static readonly Option<string?> Data = new("--data") { Description = "measure on this file, of the form of the task's data", HelpName = "FILE" };
    private static readonly Option<bool> SkipBad = new("--skip-bad") { Description = "leave bad lines out and count them" };
    private static readonly Option<string?> Text = new("--perplexity") { Description = "measure the perplexity of this text", HelpName = "FILE" };
    private static readonly Option<int?> Stride = new("--stride") { Description = "with --perplexity: how far the window moves (default: half of it)", HelpName = "N" };
    private static readonly Option<int?> MaxLength = new("--max-length") { Description = "with --perplexity: tokens of a window (default: the model's, at most 1,024)", HelpName = "N" };

    public static Command Create() => new Command("eval", "measure the methods of a run on held-out examples, or the perplexity of a text")
    {
        Run, Model, Adapter, Method, Data, SkipBad, Text, Stride, MaxLength,
    }.Does(async (context, cancellationToken) =>
    {
        await using var session = new QaaSession();
        if (context.Get(Text) is { } file)
            await MeasureTextAsync(context, session, file, cancellationToken).ConfigureAwait(true);
        else if (context.Get(Run) is { } folder && context.Get(Model) is null)
            await MeasureRunAsync(context, session, folder, cancellationToken).ConfigureAwait(true);
        else
            throw new UsageException("expected the folder of a run, or --perplexity FILE with a run or --model");
    });

    private static IReadOnlyList<string> Methods(CommandContext context, string folder)
    {
        if (context.Get(Method) is { } chosen)
            return [chosen];
        var trained = TrainedModel.TrainedMethods(folder);
        return trained.Count > 0 ? trained : throw new UsageException($"{folder} has no trained method yet; 'qaa resume {folder}' goes on with it");
    }

    private static async Task MeasureRunAsync(CommandContext context, QaaSession session, string folder, CancellationToken cancellationToken)
    {
        var measured = new List<(string Method, Evaluation Result)>();
        var perplexity = false;
        foreach (var name in Methods(context, folder))
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
        if (measured[0].Result.Scores is { } scores)
            foreach (var signature in scores.Signatures)
                context.Say(signature);
    }

    private static Dictionary<string, object> Document(string method, Evaluation result, bool perplexity)
    {
        var document = new Dictionary<string, object> { ["method"] = method, ["loss"] = result.Loss };
        if (perplexity)
            document.Add("perplexity", Math.Exp(result.Loss));
        foreach (var (name, value) in result.Metrics)
            document.Add(name, value);
        if (result.Scores is { } scores)
        {
            document.Add("bleu_signature", scores.Bleu.Signature);
            document.Add("meteor_signature", scores.All.First(score => score.Name == "meteor").Signature);
            document.Add("signatures", scores.Signatures);
        }
        return document;
    }

    private static async Task MeasureTextAsync(CommandContext context, QaaSession session, string file, CancellationToken cancellationToken)
    {
        if (context.Get(Data) is not null)
            throw new UsageException("--data and --perplexity measure different things; keep one of them");
        var text = TextFile.ReadAll(file);
        var run = context.Get(Run);
        var measured = new List<(string Name, Perplexity Result, int MaxLength, int Stride)>();
        IReadOnlyList<string?> methods = [context.Get(Method)];
        if (run is not null && context.Get(Model) is null)
            methods = Methods(context, run);
        foreach (var method in methods)
        {
            using var named = await NamedModel.OpenAsync(context, session, run, method, context.Get(Model), context.Get(Adapter), cancellationToken).ConfigureAwait(true);
            var maxLength = context.Get(MaxLength) ?? Math.Min(named.Model.Config.MaxPositions - named.Model.PrefixLength, Perplexity.UsualLength);
            var stride = context.Get(Stride) ?? Math.Max(1, maxLength / 2);
            context.Say($"measuring {named.Name}");
            try
            {
                measured.Add((named.Name, Perplexity.Of(named.Model, named.Tokenizer.EncodeToIds(text), maxLength, stride, cancellationToken), maxLength, stride));
            }
            catch (ArgumentException error)
            {
                throw new UsageException($"{file}: {error.Message}");
            }
        }
        context.Answer(
            new
            {
                file,
                models = measured.Select(entry => new
                {
                    entry.Name, perplexity = entry.Result.Value, entry.Result.Loss, entry.Result.Tokens, entry.Result.Windows, entry.MaxLength, entry.Stride,
                }),
            },
            string.Join(Environment.NewLine, TextTable.Lines(["model", "perplexity", "nats a token", "tokens", "window", "stride"], measured.Select(entry => new[]
            {
                entry.Name, Number(entry.Result.Value, "0.00"), Number(entry.Result.Loss, "0.0000"), Number(entry.Result.Tokens, "#,0"), Number(entry.MaxLength, "0"),
                Number(entry.Stride, "0"),
            }))));
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
