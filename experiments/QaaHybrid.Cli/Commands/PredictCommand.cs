using System.CommandLine;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa predict RUN --data FILE --out FILE</c>: labels or scores for examples without them, as GLUE takes them.</summary>
internal static class PredictCommand
{
    private static readonly Argument<string> Run = new("RUN") { Description = "the run's folder" };
    private static readonly Option<string> Data = new("--data") { Description = "the examples, in the form of the task's data, without labels; for images a folder of PNG files", Required = true, HelpName = "FILE" };
    private static readonly Option<string> Out = new("--out") { Description = "where the predictions go: index and prediction (.tsv), or JSON lines as SuperGLUE takes them (.jsonl)", Required = true, HelpName = "FILE" };
    private static readonly Option<string?> Method = new("--method") { Description = "the method, where the run has several", HelpName = "NAME" };

    public static Command Create() => new Command("predict", "put labels on examples that have none, as GLUE takes them") { Run, Data, Out, Method }.Does(async (context, cancellationToken) =>
    {
        await using var session = new QaaSession();
        using var model = await TrainedModel.OpenAsync(session, context.Get(Run)!, context.Get(Method), context.Threads, cancellationToken).ConfigureAwait(true);
        var file = context.Get(Out)!;
        var count = model.Predict(context.Get(Data)!, file, cancellationToken);
        context.Answer(new { method = model.Method.Name, file, predictions = count }, FormattableString.Invariant($"{count} predictions: {file}"));
    });
}
