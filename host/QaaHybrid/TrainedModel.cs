using QaaHybrid.Adapters;
using QaaHybrid.Models;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>A method of a run, opened again: base model, adapter, tokenizer, and the recipe it was trained by.</summary>
public sealed class TrainedModel : IDisposable
{
    private readonly string _modelFolder;
    private readonly IReadOnlyList<string>? _labels;

    private TrainedModel(Recipe recipe, MethodRecipe method, PreTrainedModel model, AdaptedModel adapter, string modelFolder, IReadOnlyList<string>? labels) =>
        (Recipe, Method, Model, Adapter, _modelFolder, _labels) = (recipe, method, model, adapter, modelFolder, labels);

    /// <summary>The run's recipe.</summary>
    public Recipe Recipe { get; }

    /// <summary>The method in it.</summary>
    public MethodRecipe Method { get; }

    /// <summary>The model with the adapter in it.</summary>
    public PreTrainedModel Model { get; }

    /// <summary>The same as a language model.</summary>
    /// <exception cref="DataFileException">It is none: it puts labels on texts or images.</exception>
    public CausalLM LanguageModel => Model as CausalLM
        ?? throw new DataFileException(_modelFolder, $"the run's task is {Recipe.Task.Kind}: this model writes no text; 'qaa predict' gives its labels");

    /// <summary>The adapter.</summary>
    public AdaptedModel Adapter { get; }

    /// <summary>The base model's tokenizer, read when it is first asked for.</summary>
    public Tokenizer Tokenizer => Texts.Tokenizer;

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
        var labels = run.ReadLabels();
        var model = TaskKinds.Open(recipe, modelFolder, labels, Places.Models).LoadModel();
        var adapter = await AdaptedModel.FromPretrainedAsync(model, place.AdapterFolder, session.Services(recipe.Seed, used), cancellationToken).ConfigureAwait(true);
        model.eval();
        return new TrainedModel(recipe, chosen, model, adapter, modelFolder, labels);
    }

    /// <summary>The names of a run's methods that are trained to their end.</summary>
    public static IReadOnlyList<string> TrainedMethods(string folder)
    {
        var run = RunFolder.Open(folder);
        return [.. run.ReadRecipe().Methods.Select(method => method.Name).Where(name => File.Exists(run.Method(name).ResultFile))];
    }

    /// <summary>The run's task with other held-out data, or its own.</summary>
    /// <param name="data">A file (for images, a folder) to measure on; null takes the task's held-out examples.</param>
    /// <param name="skipBad">Whether bad lines are left out and counted, also where the recipe does not say so.</param>
    public ITask Task(string? data = null, bool skipBad = false)
    {
        var recipe = skipBad ? Recipe with { Task = Recipe.Task with { SkipBad = true } } : Recipe;
        return recipe.Task.Kind switch
        {
            "image" => new ImageLabelTask(recipe, _modelFolder, _labels, data),
            var kind when TaskKinds.IsTextLabels(kind) => new TextLabelTask(recipe, _modelFolder, _labels, data),
            _ => new GenerationTask(recipe, _modelFolder, data, Places.Models),
        };
    }

    /// <summary>Writes what the model predicts for examples without labels, see <see cref="Submission"/>.</summary>
    /// <param name="data">The examples: a file in the form of the task's data, or a folder of PNG images.</param>
    /// <param name="file">Where the predictions go.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <returns>The number of predictions.</returns>
    /// <exception cref="DataFileException">The task has no labels, the examples are missing, or a line is bad.</exception>
    /// <exception cref="IOException">The file cannot be written; nothing half-written is left.</exception>
    public int Predict(string data, string file, CancellationToken cancellationToken = default)
    {
        var (labels, asNames, predictions) = Task() switch
        {
            TextLabelTask texts => (texts.Dataset.Labels, texts.Dataset.SubmitsNames, texts.Predict(Model, data, cancellationToken)),
            ImageLabelTask images => (new LabelMap(images.Labels), true, images.Predict(Model, data, cancellationToken)),
            _ => throw new DataFileException(_modelFolder, $"the run's task is {Recipe.Task.Kind}: this model writes text and puts no labels on any; 'qaa generate' gives its text"),
        };
        Submission.Write(file, labels, asNames, predictions);
        return predictions.Count;
    }

    /// <summary>Writes the model with the adapter in its weights, see <see cref="MergedModel"/>; here the adapter is gone then.</summary>
    /// <param name="folder">The new model's folder.</param>
    /// <exception cref="NotSupportedException">The method's change is not one of weights; the message says why.</exception>
    /// <exception cref="IOException">The folder holds something, or cannot be written.</exception>
    public void Merge(string folder) => MergedModel.Write(Model, Adapter, _modelFolder, folder);

    /// <summary>A prompt as the model is given it, start mark included.</summary>
    public IReadOnlyList<int> Tokens(string prompt) => Texts.Tokens(prompt);

    /// <summary>How the run writes texts: as its recipe says, and where that says nothing, as the model's <c>generation_config.json</c>.</summary>
    public GenerationConfig GenerationDefaults => Recipe.Generation.ToConfig(0, GenerationConfig.FromPretrained(_modelFolder));

    /// <summary>Continues a prompt; the first text where the configuration asks for several.</summary>
    /// <param name="prompt">The text as the model is given it.</param>
    /// <param name="config">How tokens are chosen.</param>
    /// <param name="onText">Called with every new piece of text.</param>
    /// <param name="cancellationToken">Ends the text.</param>
    /// <exception cref="ArgumentException">The prompt is empty or longer than the model takes, or the configuration is impossible.</exception>
    public string Generate(string prompt, GenerationConfig config, Action<string>? onText = null, CancellationToken cancellationToken = default) =>
        Texts.Generate(prompt, config, onText, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    private PromptedModel Texts => field ??= new PromptedModel(LanguageModel, _modelFolder);

    private static MethodRecipe Choose(Recipe recipe, string? method, string folder)
    {
        var names = string.Join(", ", recipe.Methods.Select(candidate => candidate.Name));
        if (method is null)
            return recipe.Methods is [var only] ? only : throw new DataFileException(folder, $"this run has several methods; name one with --method: {names}");
        return recipe.Methods.FirstOrDefault(candidate => candidate.Name == method)
            ?? throw new DataFileException(folder, $"this run has no method '{method}'; it has {names}");
    }
}
