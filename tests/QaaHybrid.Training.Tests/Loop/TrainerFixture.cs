using QaaHybrid.Circuits;

namespace QaaHybrid.Training.Tests;

/// <summary>A tiny model, a tiny WordNet and a recipe with a LoRA adapter on them, in a folder of its own.</summary>
internal sealed class TrainerFixture : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TrainerFixture()
    {
        TinyModel.Write(folder.File("model"));
        Directory.CreateDirectory(folder.File("wordnet"));
        foreach (var (name, lines) in new[] { ("noun", WordNetFixture.Many(1000)), ("verb", ""), ("adj", ""), ("adv", "") })
            folder.Write($"wordnet/data.{name}", lines);
        folder.Write("recipe.yaml",
            $$"""
            name: tiny
            model: {{folder.File("model")}}
            task: { kind: definitions, wordnet: {{folder.File("wordnet")}}, max_length: 40, train_examples: 60, eval_examples: 12, generate_examples: 4 }
            methods:
              - { name: lora, adapter: lora, r: 2, dropout: 0.1, target_modules: [q_proj, v_proj] }
            training: { steps: 12, batch_size: 4, optimizer: { lr: 2e-2, weight_decay: 0.01 }, checkpoint_every: 4, evaluate_every: 6 }
            generation: { max_new_tokens: 8 }
            seed: 3
            threads: 1
            """);
    }

    public Recipe Recipe(params string[] overrides) => RecipeFile.Load(folder.File("recipe.yaml"), overrides);

    /// <summary>A new run of the recipe.</summary>
    public RunFolder NewRun(string name, Recipe? recipe = null) =>
        RunFolder.Create(folder.File(name), recipe ?? Recipe(), RunEnvironment.Current(1, torch.__version__));

    /// <summary>For methods that need no circuit.</summary>
    public static ICircuitSource Circuits { get; } = new NoCircuits();

    /// <summary>A path in the fixture's folder.</summary>
    public string File(string name) => folder.File(name);

    /// <summary>Writes a file into the fixture's folder.</summary>
    public string Write(string name, string text) => folder.Write(name, text);

    /// <summary>Trains one method of a run in this process.</summary>
    public Task TrainAsync(RunFolder run, string method, IProgressSink progress, CancellationToken cancellationToken) =>
        new Trainer(run.ReadRecipe(), new RunServices { Circuits = Circuits, Progress = progress }).RunAsync(run, method, cancellationToken);

    /// <summary>Carries out what stands in a run's folder.</summary>
    public static Task<RunResults> RunAsync(
        RunFolder run, IProgressSink? progress = null, Func<RunServices, RunServices>? change = null, CancellationToken cancellationToken = default)
    {
        var services = new RunServices { Circuits = Circuits, Progress = progress ?? new NoProgress() };
        return new Trainer(run.ReadRecipe(), change?.Invoke(services) ?? services).RunAsync(run, cancellationToken);
    }

    public void Dispose() => folder.Dispose();

    private sealed class NoCircuits : ICircuitSource
    {
        public Task<Circuit> ImportAsync(CircuitRequest operation, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<int?> CountParametersAsync(string? projectDirectory, string operation, int qubits, int layers, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}

/// <summary>Does something at each step, and keeps what was said.</summary>
internal sealed class StepProgress(Action<int>? atStep = null) : IProgressSink
{
    public List<string> Lines { get; } = [];

    public List<int> Steps { get; } = [];

    public void Say(string line) => Lines.Add(line);

    public void Report(ProgressReport report)
    {
        Steps.Add(report.Done);
        atStep?.Invoke(report.Done);
    }
}
