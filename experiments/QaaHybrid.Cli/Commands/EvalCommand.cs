using System.CommandLine;
using System.Globalization;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa eval RUN</c>: held-out loss, perplexity and text metrics of trained methods; with <c>--perplexity FILE</c> that of a text.</summary>
internal static class EvalCommand
{
    private static readonly Argument<string?> Run = new("RUN") { Description = "the run's folder", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Model = NamedModel.Option();
    private static readonly Option<string?> Method = new("--method") { Description = "only this method (default: every trained one)", HelpName = "NAME" };
    private static readonly Option<string?> Data = new("--data") { Description = "measure on this file of sources and targets", HelpName = "FILE" };
    private static readonly Option<string?> Text = new("--perplexity") { Description = "measure the perplexity of this text", HelpName = "FILE" };
    private static readonly Option<int?> Stride = new("--stride") { Description = "with --perplexity: how far the window moves (default: half of it)", HelpName = "N" };
    private static readonly Option<int?> MaxLength = new("--max-length") { Description = "with --perplexity: tokens of a window (default: the model's, at most 1,024)", HelpName = "N" };

    public static Command Create() => new Command("eval", "measure the methods of a run on held-out examples, or the perplexity of a text")
    {
        Run, Model, Method, Data, Text, Stride, MaxLength,
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
        foreach (var name in Methods(context, folder))
        {
            using var model = await TrainedModel.OpenAsync(session, folder, name, context.Threads, cancellationToken).ConfigureAwait(true);
            context.Say($"measuring {name}");
            measured.Add((name, Evaluation.Of(model.Model, model.Task(context.Get(Data)), model.Recipe.Generation, cancellationToken)));
        }
        context.Answer(
            new
            {
                run = folder,
                methods = measured.Select(entry => new
                {
                    entry.Method, entry.Result.Loss, entry.Result.Perplexity, bleu = entry.Result.Scores?.Bleu.Score, rouge_1 = entry.Result.Scores?.Rouge.Rouge1,
                    rouge_2 = entry.Result.Scores?.Rouge.Rouge2, rouge_l = entry.Result.Scores?.Rouge.RougeL, entry.Result.Scores?.Meteor, entry.Result.Scores?.Chrf,
                    entry.Result.Scores?.Nist, bleu_signature = entry.Result.Scores?.Bleu.Signature, meteor_signature = entry.Result.Scores?.MeteorSignature,
                }),
            },
            string.Join(Environment.NewLine, TextTable.Lines(
                ["method", "loss", "perplexity", "BLEU", "ROUGE-1", "ROUGE-2", "ROUGE-L", "METEOR", "chrF2", "NIST"], measured.Select(entry => new[]
                {
                    entry.Method, Number(entry.Result.Loss, "0.0000"), Number(entry.Result.Perplexity, "0.00"), Number(entry.Result.Scores?.Bleu.Score, "0.00"),
                    Number(entry.Result.Scores?.Rouge.Rouge1, "0.00"), Number(entry.Result.Scores?.Rouge.Rouge2, "0.00"), Number(entry.Result.Scores?.Rouge.RougeL, "0.00"),
                    Number(entry.Result.Scores?.Meteor, "0.00"), Number(entry.Result.Scores?.Chrf, "0.00"), Number(entry.Result.Scores?.Nist, "0.000"),
                }))));
        foreach (var scores in measured.Select(entry => entry.Result.Scores).OfType<TextScores>().Take(1))
            context.Say($"{scores.Bleu.Signature}; {scores.MeteorSignature}; chrF2 {Chrf.Signature}");
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
            using var named = await NamedModel.OpenAsync(context, session, run, method, context.Get(Model), cancellationToken).ConfigureAwait(true);
            var maxLength = context.Get(MaxLength) ?? Math.Min(named.Model.Config.MaxPositions, 1024);
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

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
