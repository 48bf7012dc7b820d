using QaaHybrid.Adapters;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>A trained method of a run in memory, to measure it again or to generate with it.</summary>
public sealed class RunModel : IDisposable
{
    private readonly Recipe recipe;
    private TaskText? text;

    private RunModel(Recipe recipe, string folder, CausalLM model, AdaptedModel adapter)
    {
        (this.recipe, Model, Adapter) = (recipe, model, adapter);
        Tokenizer = Tokenizer.FromFile(Path.Combine(folder, "tokenizer.json"));
        Marks = TextMarks.Of(model.Config, folder);
    }

    /// <summary>The model with the adapter in it.</summary>
    public CausalLM Model { get; }

    /// <summary>The trained adapter.</summary>
    public AdaptedModel Adapter { get; }

    /// <summary>The model's tokenizer.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>The marks that start and end a text.</summary>
    public TextMarks Marks { get; }

    /// <summary>Loads a method.</summary>
    /// <param name="run">The run.</param>
    /// <param name="method">The method's name; null where the run has one only.</param>
    /// <param name="services">Circuits, and where shipped models lie.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="DataFileException">There is no such method, it is not trained yet, or the base model is gone.</exception>
    public static async Task<RunModel> OpenAsync(RunFolder run, string? method, RunServices services, CancellationToken cancellationToken = default)
    {
        var recipe = run.ReadRecipe();
        var names = recipe.Methods.Select(one => one.Name).ToList();
        if (method is null ? names.Count != 1 : !names.Contains(method))
            throw new DataFileException(run.Path, method is null
                ? $"has several methods: {string.Join(", ", names)}; name one with --method"
                : $"has no method '{method}'; {NearestName.Hint(method, names)}");
        var adapterFolder = run.Method(method ?? names[0]).AdapterFolder;
        if (!Directory.Exists(adapterFolder))
            throw new DataFileException(adapterFolder, "is not there: the method is not trained to its end; go on with 'resume'");
        var folder = ModelFolder.Resolve(recipe.Model, services.ShippedModels);
        var model = CausalLM.from_pretrained(folder);
        try
        {
            var adapter = await AdaptedModel.FromPretrainedAsync(
                model, adapterFolder, new AdapterServices(services.Circuits, recipe.Seed, Threads.Use(recipe.Threads)), cancellationToken).ConfigureAwait(true);
            return new RunModel(recipe, folder, model, adapter);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The run's task as the model sees it.</summary>
    /// <exception cref="DataFileException">The task's data are gone or changed.</exception>
    public TaskText Text => text ??= new TaskText(TaskLoader.Load(recipe.Task, recipe.Seed), Tokenizer, Marks, recipe.Task.MaxLength);

    /// <summary>Measures the method again, as at the end of the run.</summary>
    public Evaluation Evaluate(CancellationToken cancellationToken = default) => Evaluation.Of(Model, Text, recipe.Generation, cancellationToken);

    /// <summary>Continues a text.</summary>
    /// <param name="source">What the model is given.</param>
    /// <param name="config">How; null takes the recipe's <c>generation</c>.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    public string Generate(string source, GenerationConfig? config = null, CancellationToken cancellationToken = default)
    {
        var prompt = TokenizedExample.Prompt(source, Tokenizer, Marks);
        return Tokenizer.Decode(Model.generate([prompt], config ?? recipe.Generation.ToConfig((int)recipe.Seed), cancellation: cancellationToken)[0].Tokens).Trim();
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}
