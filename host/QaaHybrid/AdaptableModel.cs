using QaaHybrid.Adapters;
using QaaHybrid.Models;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>
/// A frozen base model to which adapters are added by name, to be trained and asked. Trainings are ordinary runs: each leaves a folder with its recipe, and the command line
/// opens it as any other. They start from the adapters' start values, which follow from the seed.
/// </summary>
public sealed class AdaptableModel : IDisposable
{
    private readonly QaaSession _session;
    private readonly string _source;
    private readonly List<AddedAdapter> _added = [];
    private readonly Dictionary<string, string> _trained = [];
    private PromptedModel? _language;
    private AdaptedModel? _active;
    private string? _activeName;

    internal AdaptableModel(QaaSession session, string model, long seed, int threads)
    {
        Folder = ModelFolder.Resolve(model, Places.Models);
        Name = Path.GetFileName(Folder);
        Config = PretrainedConfig.FromFile(Path.Combine(Folder, PretrainedConfig.FileName));
        (_session, Seed, RecipeThreads) = (session, seed, threads);
        // A shipped model keeps its name in recipes: they can be carried out elsewhere.
        _source = Directory.Exists(model) ? Folder : model;
        using var bare = ModelSizes.Create(Config);
        Parameters = bare.parameters().Sum(parameter => parameter.numel());
    }

    /// <summary>The model's name.</summary>
    public string Name { get; }

    /// <summary>The folder it is read from.</summary>
    public string Folder { get; }

    /// <summary>Family and sizes.</summary>
    public PretrainedConfig Config { get; }

    /// <summary>Number of its parameters, a head included where its family is for labels.</summary>
    public long Parameters { get; }

    /// <summary>The seed of its adapters and trainings.</summary>
    public long Seed { get; }

    /// <summary>The adapters, in the order in which they came.</summary>
    public IReadOnlyList<AddedAdapter> Adapters => _added;

    /// <summary>The name of the adapter that <see cref="Generate"/> answers with; null is the base model.</summary>
    public string? ActiveAdapter => _activeName;

    private int RecipeThreads { get; }

    /// <summary>Adds an adapter, or another one in the place of one of its name; it is the active one then.</summary>
    /// <param name="adapter">The method: one of those that <c>qaa methods</c> lists.</param>
    /// <param name="options">
    /// Its options and places, and <c>optimizer</c>, as a recipe has them: the text <c>"layers: 4, target_modules: ['@query']"</c>, <c>new { layers = 4 }</c>, or a dictionary.
    /// </param>
    /// <param name="name">What it is called; null is the method's name.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <returns>The adapter with its parameter counts.</returns>
    /// <exception cref="RecipeException">An option is unknown or wrong.</exception>
    /// <exception cref="AdapterOptionException">A target hits nothing, or the method does not fit a layer.</exception>
    public async Task<AddedAdapter> AddAsync(string adapter, object? options = null, string? name = null, CancellationToken cancellationToken = default)
    {
        name ??= adapter;
        var keys = FlowMap.Join(FlowMap.Of(new { name, adapter }), FlowMap.Of(options));
        var config = MethodConfigs.Of(RecipeFile.Parse($"{{ model: {FlowMap.Value(_source)}, methods: [{{ {keys} }}] }}", "adapter"))[0];
        using var call = Qaa.Host.Begin(cancellationToken);
        using var bare = ModelSizes.Create(Config);
        var count = await AdaptedModel.CountAsync(bare, config, _session.Services(Seed, threads: 1), HeadModules.Of(bare), call.Token).ConfigureAwait(true);
        var added = new AddedAdapter(name, config, count) { Keys = keys };
        var index = _added.FindIndex(earlier => earlier.Name == name);
        if (index >= 0)
            _added[index] = added;
        else
            _added.Add(added);
        _trained.Remove(name);
        Leave();
        _activeName = name;
        return added;
    }

    /// <summary>Chooses the adapter that <see cref="Generate"/> answers with.</summary>
    /// <param name="name">Its name; null is the base model.</param>
    /// <exception cref="ArgumentException">There is no adapter of this name.</exception>
    public void Use(string? name)
    {
        if (name is not null && !_added.Exists(adapter => adapter.Name == name))
            throw new ArgumentException($"there is no adapter '{name}'; there are {string.Join(", ", _added.Select(adapter => adapter.Name))}", nameof(name));
        Leave();
        _activeName = name;
    }

    /// <summary>Trains every adapter, each on a copy of the base model of its own; from then on they answer as trained.</summary>
    /// <param name="task">What is learned.</param>
    /// <param name="epochs">Passes over the training examples; the held-out loss is measured after each.</param>
    /// <param name="learningRate">The learning rate at the top of the schedule, for adapters that name none of their own; null leaves it to the recipe's default.</param>
    /// <param name="batchSize">Examples a step.</param>
    /// <param name="set">Changes to any key of the recipe, such as <c>training.schedule.name=cosine</c>.</param>
    /// <param name="folder">Where the run goes; null is the next free <c>runs/KIND-n</c>.</param>
    /// <param name="progress">Where it says what it does; null is the host's: a live curve in a notebook, a bar on a terminal.</param>
    /// <param name="cancellationToken">Ends the run after the step under way; <see cref="Qaa.ResumeAsync"/> goes on with it.</param>
    /// <exception cref="InvalidOperationException">There is no adapter yet.</exception>
    /// <exception cref="RecipeException">An option is wrong, or the task does not fit the model.</exception>
    public async Task<Run> TrainAsync(
        LearningTask task, double epochs = 1, double? learningRate = null, int batchSize = 16, IEnumerable<string>? set = null, string? folder = null, IProgressSink? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (_added.Count == 0)
            throw new InvalidOperationException("there is nothing to train: add an adapter first, for example AddAsync(\"lora\", \"r: 8\")");
        Leave();
        var run = await Qaa.TrainAsync(Recipe(task, epochs, learningRate, batchSize, [.. set ?? []]), folder, progress, cancellationToken).ConfigureAwait(true);
        foreach (var adapter in _added)
            _trained[adapter.Name] = run.Place.Method(adapter.Name).AdapterFolder;
        return run;
    }

    /// <summary>Continues a prompt with the active adapter.</summary>
    /// <param name="prompt">The text, as the task gives it to the model.</param>
    /// <param name="maxNewTokens">Most tokens that are added.</param>
    /// <param name="temperature">0 takes the likeliest token each time; above, tokens are drawn.</param>
    /// <param name="seed">Seed of what is drawn.</param>
    /// <exception cref="DataFileException">The model writes no text.</exception>
    public string Generate(string prompt, int maxNewTokens = 32, double temperature = 0, int seed = 0)
    {
        var language = Language();
        var config = new GenerationRecipe { MaxNewTokens = maxNewTokens, Temperature = temperature }.ToConfig(seed, GenerationConfig.FromPretrained(Folder));
        using var call = Qaa.Host.Begin(CancellationToken.None);
        return language.Generate(prompt, config, cancellationToken: call.Token);
    }

    /// <inheritdoc/>
    public void Dispose() => _language?.Model.Dispose();

    /// <summary>The recipe that a training carries out.</summary>
    internal Recipe Recipe(LearningTask task, double epochs, double? learningRate, int batchSize, IReadOnlyList<string> set)
    {
        var training = FlowMap.Join(FlowMap.Of(new { epochs, batch_size = batchSize }), learningRate is { } lr ? FlowMap.Of(new { optimizer = new { lr } }) : "");
        var methods = string.Join(", ", _added.Select(adapter => $"{{ {adapter.Keys} }}"));
        var text = $"{{ {FlowMap.Of(new { name = task.Kind, model = _source, seed = Seed, threads = RecipeThreads })}, task: {{ {task.Keys} }}, methods: [{methods}], training: {{ {training} }} }}";
        var recipe = RecipeFile.Parse(text, "recipe", set);
        // After every epoch, where it is known before the data are read how long one is.
        var steps = recipe.Task.TrainExamples / recipe.Training.BatchSize;
        return recipe.Training is { Epochs: > 0, EvaluateEvery: 0 } && steps > 0
            ? RecipeFile.Parse(text, "recipe", [.. set, FormattableString.Invariant($"training.evaluate_every={steps}")])
            : recipe;
    }

    private PromptedModel Language()
    {
        if (Config is EncoderConfig or VisionConfig)
            throw new DataFileException(Folder, "this model writes no text: it puts labels on what it is given");
        var threads = Threads.Use(RecipeThreads);
        _language ??= new PromptedModel(CausalLM.from_pretrained(Folder), Folder);
        if (_active is null && _activeName is { } name)
        {
            var services = _session.Services(Seed, threads);
            var adapting = _trained.TryGetValue(name, out var folder)
                ? AdaptedModel.FromPretrainedAsync(_language.Model, folder, services)
                : AdaptedModel.InjectAsync(_language.Model, _added.First(adapter => adapter.Name == name).Config, services);
            _active = adapting.GetAwaiter().GetResult();
        }
        _language.Model.eval();
        return _language;
    }

    // The model is the base model again.
    private void Leave()
    {
        _active?.Remove();
        _active = null;
    }
}
