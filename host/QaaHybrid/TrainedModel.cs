using QaaHybrid.Adapters;
using QaaHybrid.Models;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>A method of a run, opened again: base model, adapter, tokenizer, and the recipe it was trained by.</summary>
public sealed class TrainedModel : IDisposable
{
    private readonly TextMarks _marks;

    private TrainedModel(Recipe recipe, MethodRecipe method, CausalLM model, AdaptedModel adapter, Tokenizer tokenizer, TextMarks marks) =>
        (Recipe, Method, Model, Adapter, Tokenizer, _marks) = (recipe, method, model, adapter, tokenizer, marks);

    /// <summary>The run's recipe.</summary>
    public Recipe Recipe { get; }

    /// <summary>The method in it.</summary>
    public MethodRecipe Method { get; }

    /// <summary>The model with the adapter in it.</summary>
    public CausalLM Model { get; }

    /// <summary>The adapter.</summary>
    public AdaptedModel Adapter { get; }

    /// <summary>The base model's tokenizer.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>Opens a method of a run.</summary>
    /// <param name="session">Circuits.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="method">The method's name; null where the run has only one.</param>
    /// <param name="threads">Threads for tensors and circuits; null takes the recipe's.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="DataFileException">The folder is no run, or the method is not in it or not trained yet.</exception>
    public static async Task<TrainedModel> OpenAsync(
        QaaSession session, string folder, string? method, int? threads = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        var run = RunFolder.Open(folder);
        var recipe = run.ReadRecipe();
        var chosen = Choose(recipe, method, folder);
        var place = run.Method(chosen.Name);
        if (!File.Exists(place.ResultFile))
            throw new DataFileException(folder, $"{chosen.Name} is not trained to its end yet; 'qaa resume {folder}' goes on with it");
        var used = Threads.Use(threads ?? recipe.Threads);
        var modelFolder = ModelFolder.Resolve(recipe.Model, Places.Models);
        var model = CausalLM.from_pretrained(modelFolder);
        var adapter = await AdaptedModel.FromPretrainedAsync(model, place.AdapterFolder, session.Services(recipe.Seed, used), cancellationToken).ConfigureAwait(true);
        model.eval();
        var tokenizer = model.Config.LoadTokenizer(modelFolder);
        return new TrainedModel(recipe, chosen, model, adapter, tokenizer, TextMarks.Of(model.Config, modelFolder));
    }

    /// <summary>The names of a run's methods that are trained to their end.</summary>
    public static IReadOnlyList<string> TrainedMethods(string folder)
    {
        var run = RunFolder.Open(folder);
        return [.. run.ReadRecipe().Methods.Select(method => method.Name).Where(name => File.Exists(run.Method(name).ResultFile))];
    }

    /// <summary>The run's task with other held-out data, or its own.</summary>
    /// <param name="data">A file of sources and targets to measure on; null takes the task's held-out examples.</param>
    public TaskText Task(string? data = null)
    {
        var examples = data is null ? TaskLoader.Load(Recipe.Task, Recipe.Seed) : TaskLoader.LoadHeldOut(Recipe.Task, data);
        return new TaskText(examples, Tokenizer, _marks, Recipe.Task.MaxLength);
    }

    /// <summary>A prompt as the model is given it, start mark included.</summary>
    public IReadOnlyList<int> Tokens(string prompt) => TokenizedExample.Prompt(prompt, Tokenizer, _marks);

    /// <summary>Continues a prompt; the first text where the configuration asks for several.</summary>
    /// <param name="prompt">The text as the model is given it.</param>
    /// <param name="config">How tokens are chosen.</param>
    /// <param name="onText">Called with every new piece of text.</param>
    /// <param name="cancellationToken">Ends the text.</param>
    /// <exception cref="ArgumentException">The prompt is empty or longer than the model takes, or the configuration is impossible.</exception>
    public string Generate(string prompt, GenerationConfig config, Action<string>? onText = null, CancellationToken cancellationToken = default)
    {
        return Model.generate_text(Tokenizer, Tokens(prompt), config, onText is null ? null : (_, piece) => onText(piece), cancellationToken)[0];
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    private static MethodRecipe Choose(Recipe recipe, string? method, string folder)
    {
        var names = string.Join(", ", recipe.Methods.Select(candidate => candidate.Name));
        if (method is null)
            return recipe.Methods is [var only] ? only : throw new DataFileException(folder, $"this run has several methods; name one with --method: {names}");
        return recipe.Methods.FirstOrDefault(candidate => candidate.Name == method)
            ?? throw new DataFileException(folder, $"this run has no method '{method}'; it has {names}");
    }
}
