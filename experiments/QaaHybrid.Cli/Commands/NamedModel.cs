using System.CommandLine;
using QaaHybrid.Adapters;
using QaaHybrid.Models;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary>What <c>generate</c> and <c>eval --perplexity</c> work on: a method of a run, or a model's folder as it is.</summary>
/// <param name="Name">The method, or the model.</param>
/// <param name="Model">The model, with the adapter where there is one.</param>
/// <param name="Tokenizer">Its tokenizer.</param>
/// <param name="Prompt">A text as the model is given it.</param>
/// <param name="Defaults">How it generates where nothing else is said: by the run's recipe, or by the folder's generation_config.json.</param>
/// <param name="Seed">The recipe's seed; 0 for a folder.</param>
internal sealed record NamedModel(
    string Name, CausalLM Model, Tokenizer Tokenizer, Func<string, IReadOnlyList<int>> Prompt, GenerationConfig Defaults, long Seed) : IDisposable
{
    /// <summary>The option that names a model's folder in place of a run.</summary>
    public static Option<string?> Option() => new("--model") { Description = "a model in place of a run: a folder, or a shipped one by name", HelpName = "DIR" };

    /// <summary>The option that names the folder of an adapter for it.</summary>
    public static Option<string?> AdapterOption() => new("--adapter") { Description = "with --model: an adapter's folder, ours or Hugging Face PEFT's", HelpName = "DIR" };

    /// <summary>Opens a method of a run, or the model of <c>--model</c> with the adapter of <c>--adapter</c>.</summary>
    public static async Task<NamedModel> OpenAsync(
        CommandContext context, QaaSession session, string? run, string? method, string? model, string? adapter, CancellationToken cancellationToken)
    {
        if (run is null == model is null)
            throw new UsageException("expected either the folder of a run or --model, found " + (run is null ? "neither" : "both"));
        if (run is not null && adapter is not null)
            throw new UsageException("--adapter belongs to --model; the methods of a run have their own");
        if (run is not null)
        {
            var trained = await TrainedModel.OpenAsync(session, run, method, context.Threads, cancellationToken).ConfigureAwait(true);
            return new NamedModel(trained.Method.Name, trained.LanguageModel, trained.Tokenizer, trained.Tokens, trained.GenerationDefaults, trained.Recipe.Seed);
        }
        if (method is not null)
            throw new UsageException("--method names a method of a run; --model has none");
        var threads = Training.Threads.Use(context.Threads ?? 0);
        var folder = ModelFolder.Resolve(model!, Places.Models);
        var plain = CausalLM.from_pretrained(folder);
        var tokenizer = plain.Config.LoadTokenizer(folder);
        var name = Path.GetFileName(folder);
        if (adapter is not null)
        {
            await AdaptedModel.FromPretrainedAsync(plain, adapter, session.Services(0, threads), cancellationToken).ConfigureAwait(true);
            plain.eval();
            name += " with " + Path.GetFileName(Path.GetFullPath(adapter));
        }
        return new NamedModel(name, plain, tokenizer, text => tokenizer.EncodeToIds(text), GenerationConfig.FromPretrained(folder, context.Say), 0);
    }

    public void Dispose() => Model.Dispose();
}
