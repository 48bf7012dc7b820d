using System.CommandLine;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa merge RUN --out DIR</c>: a trained adapter written into the weights, as an ordinary Hugging Face folder.</summary>
internal static class MergeCommand
{
    private static readonly Argument<string?> Run = new("RUN") { Description = "the run's folder", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Method = new("--method") { Description = "the method, where the run has several", HelpName = "NAME" };
    private static readonly Option<string?> Model = new("--model") { Description = "in place of a run: a model's folder (a decoder, an encoder with a classifier, an image model), or a shipped one by name", HelpName = "DIR" };
    private static readonly Option<string?> Adapter = NamedModel.AdapterOption();
    private static readonly Option<string> Out = new("--out") { Description = "the new model's folder", Required = true, HelpName = "DIR" };

    public static Command Create() => new Command("merge", "write a trained adapter into the weights: an ordinary model's folder") { Run, Method, Model, Adapter, Out }
        .Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            var folder = context.Get(Out)!;
            if (context.Get(Run) is { } run)
            {
                if (context.Get(Model) is not null || context.Get(Adapter) is not null)
                    throw new UsageException("expected the folder of a run, or --model and --adapter, found both");
                using var trained = await TrainedModel.OpenAsync(session, run, context.Get(Method), context.Threads, cancellationToken).ConfigureAwait(true);
                trained.Merge(folder);
                Answer(context, trained.Method.Name, folder);
                return;
            }
            if (context.Get(Model) is not { } name || context.Get(Adapter) is not { } adapter || context.Get(Method) is not null)
                throw new UsageException("expected the folder of a run, or --model and --adapter");
            var source = ModelFolder.Resolve(name, Places.Models);
            var (model, adapted) = await ModelOfAdapter.LoadAsync(session, source, adapter, Training.Threads.Use(context.Threads ?? 0), cancellationToken).ConfigureAwait(true);
            using var loaded = model;
            var method = adapted.Config.Method;
            MergedModel.Write(model, adapted, source, folder);
            Answer(context, method, folder);
        });

    private static void Answer(CommandContext context, string method, string folder) => context.Answer(new { method, model = folder }, $"model: {folder}");
}
