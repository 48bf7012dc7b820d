using System.CommandLine;
using System.Globalization;
using QaaHybrid.Models;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa generate RUN --prompt TEXT</c>: text, as it comes.</summary>
internal static class GenerateCommand
{
    private static readonly Argument<string> Run = new("RUN") { Description = "the run's folder" };
    private static readonly Option<string> Prompt = new("--prompt") { Description = "what the model is given, e.g. 'otter (noun):'", Required = true, HelpName = "TEXT" };
    private static readonly Option<string?> Method = new("--method") { Description = "the method, where the run has several", HelpName = "NAME" };
    private static readonly Option<int?> MaxNewTokens = new("--max-new-tokens") { Description = "longest continuation", HelpName = "N" };
    private static readonly Option<double?> Temperature = new("--temperature") { Description = "0 is greedy", HelpName = "T" };
    private static readonly Option<int?> TopK = new("--top-k") { Description = "only the K likeliest tokens", HelpName = "K" };
    private static readonly Option<double?> TopP = new("--top-p") { Description = "only the likeliest tokens that together have probability P", HelpName = "P" };

    public static Command Create() => new Command("generate", "continue a prompt with a trained method") { Run, Prompt, Method, MaxNewTokens, Temperature, TopK, TopP }
        .Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            using var model = await TrainedModel.OpenAsync(session, context.Get(Run)!, context.Get(Method), context.Threads, cancellationToken).ConfigureAwait(true);
            var recipe = model.Recipe.Generation;
            // Asking for top-k or top-p asks for sampling.
            var sampled = context.Get(TopK) is not null || context.Get(TopP) is not null;
            var temperature = context.Get(Temperature) ?? (sampled && recipe.Temperature == 0 ? 1 : recipe.Temperature);
            var config = new GenerationConfig
            {
                MaxNewTokens = context.Get(MaxNewTokens) ?? recipe.MaxNewTokens,
                DoSample = temperature > 0,
                Temperature = temperature > 0 ? temperature : 1,
                TopK = context.Get(TopK) ?? recipe.TopK,
                TopP = context.Get(TopP) ?? recipe.TopP,
                Seed = (int)((context.Seed ?? model.Recipe.Seed) & int.MaxValue),
            };
            if (temperature < 0 || double.IsNaN(temperature))
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--temperature is {temperature}, expected 0 (greedy) or more"));
            if (config.Problems().FirstOrDefault() is { } problem)
                throw new UsageException(problem);
            var tokens = model.Tokens(context.Get(Prompt)!).Count;
            if (tokens < 1 || tokens > model.LanguageModel.Config.MaxPositionEmbeddings)
                throw new UsageException($"--prompt has {tokens} tokens, the model takes 1 to {model.LanguageModel.Config.MaxPositionEmbeddings}");
            var text = model.Generate(context.Get(Prompt)!, config, context.Json ? null : Console.Out.Write, cancellationToken);
            context.Answer(new { method = model.Method.Name, prompt = context.Get(Prompt), text }, "");
        });
}
