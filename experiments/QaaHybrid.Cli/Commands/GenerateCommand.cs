using System.CommandLine;
using System.Globalization;
using QaaHybrid.Models;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa generate RUN --prompt TEXT</c>: text, as it comes.</summary>
internal static class GenerateCommand
{
    private static readonly Argument<string?> Run = new("RUN") { Description = "the run's folder", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Model = NamedModel.Option();
    private static readonly Option<string?> Adapter = NamedModel.AdapterOption();
    private static readonly Option<string> Prompt = new("--prompt") { Description = "what the model is given, e.g. 'otter (noun):'", Required = true, HelpName = "TEXT" };
    private static readonly Option<string?> Method = new("--method") { Description = "the method, where the run has several", HelpName = "NAME" };
    private static readonly Option<int?> MaxNewTokens = new("--max-new-tokens") { Description = "longest continuation", HelpName = "N" };
    private static readonly Option<int?> MinNewTokens = new("--min-new-tokens") { Description = "shortest continuation", HelpName = "N" };
    private static readonly Option<double?> Temperature = new("--temperature") { Description = "0 is greedy", HelpName = "T" };
    private static readonly Option<int?> TopK = new("--top-k") { Description = "only the K likeliest tokens", HelpName = "K" };
    private static readonly Option<double?> TopP = new("--top-p") { Description = "only the likeliest tokens that together have probability P", HelpName = "P" };
    private static readonly Option<double?> RepetitionPenalty = new("--repetition-penalty") { Description = "above 1: tokens that stand there already are less likely", HelpName = "X" };
    private static readonly Option<int?> NoRepeatNgramSize = new("--no-repeat-ngram-size") { Description = "no N tokens in a row come twice", HelpName = "N" };
    private static readonly Option<int?> Beams = new("--beams") { Description = "search with N beams", HelpName = "N" };
    private static readonly Option<double?> LengthPenalty = new("--length-penalty") { Description = "with beams: above 0 favours long texts", HelpName = "X" };
    private static readonly Option<int?> Samples = new("--samples") { Description = "several texts: draws, or the best beams", HelpName = "N" };
    private static readonly Option<string[]> Stop = new("--stop") { Description = "end where this text comes; repeatable", HelpName = "TEXT", DefaultValueFactory = _ => [] };

    public static Command Create() => new Command("generate", "continue a prompt with a trained method or a model")
    {
        Run, Model, Adapter, Prompt, Method, MaxNewTokens, MinNewTokens, Temperature, TopK, TopP, RepetitionPenalty, NoRepeatNgramSize, Beams, LengthPenalty, Samples, Stop,
    }.Does(async (context, cancellationToken) =>
    {
        await using var session = new QaaSession();
        using var named = await NamedModel.OpenAsync(context, session, context.Get(Run), context.Get(Method), context.Get(Model), context.Get(Adapter), cancellationToken).ConfigureAwait(true);
        var config = Config(context, named);
        var prompt = named.Prompt(context.Get(Prompt)!);
        var positions = named.Model.Config.MaxPositions - named.Model.PrefixLength;
        if (prompt.Count < 1 || prompt.Count > positions)
            throw new UsageException($"--prompt has {prompt.Count} tokens, the model takes 1 to {positions}");
        var single = config.NumReturnSequences == 1;
        var texts = named.Model.generate_text(
            named.Tokenizer, prompt, config, single && !context.Json ? (_, piece) => Console.Out.Write(piece) : null, cancellationToken);
        context.Answer(
            single
                ? new { method = named.Name, prompt = context.Get(Prompt), text = texts[0] }
                : new { method = named.Name, prompt = context.Get(Prompt), texts },
            single ? "" : string.Join(Environment.NewLine, texts.Select((text, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}:{text}"))));
    });

    /// <summary>The model's defaults with what the command line says.</summary>
    private static GenerationConfig Config(CommandContext context, NamedModel named)
    {
        var defaults = named.Defaults;
        var (temperature, beams, samples) = (context.Get(Temperature), context.Get(Beams), context.Get(Samples) ?? defaults.NumReturnSequences);
        if (temperature < 0 || (temperature is { } given && double.IsNaN(given)))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--temperature is {temperature}, expected 0 (greedy) or more"));
        // Asking for top-k, top-p or several texts asks for sampling, asking for beams for a search.
        var drawn = temperature is { } stated
            ? stated > 0
            : context.Get(TopK) is not null || context.Get(TopP) is not null || (beams is not > 1 && (defaults.DoSample || (samples > 1 && defaults.NumBeams == 1)));
        var config = defaults with
        {
            MaxNewTokens = context.Get(MaxNewTokens) ?? defaults.MaxNewTokens,
            MinNewTokens = context.Get(MinNewTokens) ?? defaults.MinNewTokens,
            DoSample = drawn,
            Temperature = temperature is > 0 ? temperature.Value : defaults.Temperature,
            TopK = context.Get(TopK) ?? defaults.TopK,
            TopP = context.Get(TopP) ?? defaults.TopP,
            RepetitionPenalty = context.Get(RepetitionPenalty) ?? defaults.RepetitionPenalty,
            NoRepeatNgramSize = context.Get(NoRepeatNgramSize) ?? defaults.NoRepeatNgramSize,
            NumBeams = beams ?? (drawn ? 1 : defaults.NumBeams),
            LengthPenalty = context.Get(LengthPenalty) ?? defaults.LengthPenalty,
            NumReturnSequences = samples,
            StopStrings = context.Get(Stop) is { Length: > 0 } stops ? stops : defaults.StopStrings,
            Seed = (int)((context.Seed ?? named.Seed) & int.MaxValue),
        };
        return config.Problems().FirstOrDefault() is { } problem ? throw new UsageException(problem) : config;
    }
}
