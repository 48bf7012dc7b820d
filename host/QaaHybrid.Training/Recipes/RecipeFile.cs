using QaaHybrid.Circuits;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>Reads recipes, strictly: an unknown key, a value that does not fit, or a missing key is refused before anything starts.</summary>
public static class RecipeFile
{
    /// <summary>The keys of <c>training</c> of which one says how long.</summary>
    internal static readonly string[] Lengths = ["steps", "epochs", "seconds"];

    private static readonly Dictionary<string, ScalarType> Dtypes = new()
    {
        ["float32"] = ScalarType.Float32, ["bfloat16"] = ScalarType.BFloat16, ["float16"] = ScalarType.Float16, ["float64"] = ScalarType.Float64,
    };

    /// <summary>The recipe in a file.</summary>
    /// <param name="path">YAML.</param>
    /// <param name="overrides">Overrides <c>key=value</c>, as <c>--set</c> takes them.</param>
    /// <exception cref="RecipeException">Something is wrong; every problem is listed.</exception>
    /// <exception cref="DataFileException">The file cannot be read.</exception>
    public static Recipe Load(string path, IEnumerable<string>? overrides = null) =>
        Parse(TextFile.ReadAll(path), Path.GetFileName(path), overrides);

    /// <summary>What stands under <c>task.kind</c> of a recipe file, before anything else of it is checked; empty where nothing does.</summary>
    /// <exception cref="RecipeException">The file is no YAML.</exception>
    /// <exception cref="DataFileException">The file cannot be read.</exception>
    public static string TaskKind(string path) =>
        RecipeTree.Parse(TextFile.ReadAll(path), Path.GetFileName(path)).Items.GetValueOrDefault("task") is RecipeMap task
        && task.Items.GetValueOrDefault("kind") is RecipeScalar kind ? kind.Text : "";

    /// <summary>
    /// The dotted keys that <c>--set</c> could give a recipe file: those of every section, written or not, and the adapters' options as far as they are written.
    /// A method goes by its name, <c>methods.qaa-z.optimizer</c>.
    /// </summary>
    /// <exception cref="RecipeException">The file is no YAML.</exception>
    /// <exception cref="DataFileException">The file cannot be read.</exception>
    public static IReadOnlyList<string> Keys(string path)
    {
        var (recipe, keys) = RecipeReading.Keys(TextFile.ReadAll(path), Path.GetFileName(path), Read);
        foreach (var (i, method) in recipe.Methods.Index())
        {
            var number = FormattableString.Invariant($"methods[{i}].");
            keys = keys.Select(key => key.StartsWith(number, StringComparison.Ordinal) ? $"methods.{method.Name}.{key[number.Length..]}" : key);
        }
        return [.. keys.Distinct()];
    }

    /// <summary>The recipe in a text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">How the text is called in messages.</param>
    /// <param name="overrides">Overrides <c>key=value</c>.</param>
    /// <exception cref="RecipeException">Something is wrong; every problem is listed.</exception>
    public static Recipe Parse(string text, string name, IEnumerable<string>? overrides = null) =>
        RecipeReading.Read(text, name, overrides, Read, (recipe, yaml) => recipe with { Yaml = yaml });

    private static Recipe Read(RecipeSection s)
    {
        var standard = new Recipe();
        var training = ReadTraining(s.Section("training"));
        var recipe = new Recipe
        {
            Name = s.Text("name", "run"),
            Model = ReadModel(s),
            ModelDtype = ReadDtype(s, "model_dtype", standard.ModelDtype),
            ComputeDtype = s.Has("compute_dtype") ? ReadDtype(s, "compute_dtype", standard.ModelDtype) : null,
            GradientCheckpointing = s.Flag("gradient_checkpointing", standard.GradientCheckpointing),
            Task = TaskSection.Read(s.Section("task")),
            Training = training,
            Methods = ReadMethods(s, training.Optimizer),
            Generation = ReadGeneration(s.Section("generation")),
            Metrics = MetricsSection.Read(s.Section("metrics")),
            Backend = ReadBackend(s),
            Seed = s.Long("seed", standard.Seed, 0),
            Threads = s.Int("threads", standard.Threads, 0, 1024),
        };
        recipe = recipe with { Comparison = ComparisonSection.Read(s.Section("comparison"), recipe.Methods, recipe.Task.Kind) };
        if (s.Has("metrics") && !TaskKinds.WritesTexts(recipe.Task.Kind))
            s.Refuse("metrics", $"says how generated texts are measured, and a task of the kind {recipe.Task.Kind} generates none");
        if (!IsFileName(recipe.Name))
            s.Refuse("name", $"'{recipe.Name}' cannot name a folder; use letters, digits, '.', '-' and '_'");
        s.RefuseUnknown();
        return recipe;
    }

    private static BackendRecipe? ReadBackend(RecipeSection s)
    {
        var section = s.Section("backend");
        return s.Has("backend") ? BackendSection.Read(section) : null;
    }

    private static string ReadModel(RecipeSection s)
    {
        var model = s.RequiredText("model", "wordnet-small");
        return Directory.Exists(model) ? s.FilePath("model") : model; // else the name of a shipped one
    }

    private static ScalarType ReadDtype(RecipeSection s, string key, ScalarType standard) => Dtypes.GetValueOrDefault(s.Choice(key, "", Dtypes.Keys), standard);

    private static List<MethodRecipe> ReadMethods(RecipeSection s, OptimizerRecipe optimizer)
    {
        var methods = new List<MethodRecipe>();
        foreach (var section in s.Sections("methods"))
        {
            var adapter = section.RequiredText("adapter", "lora");
            var method = new MethodRecipe
            {
                Adapter = adapter,
                Name = section.Text("name", adapter),
                Optimizer = SharedSections.Optimizer(section.Section("optimizer"), optimizer),
                Options = section.Rest(),
                OptionPlaces = section.Places,
                Place = section.Place,
            };
            if (!IsFileName(method.Name))
                section.Refuse("name", $"'{method.Name}' cannot name a folder; use letters, digits, '.', '-' and '_'");
            if (methods.Any(other => string.Equals(other.Name, method.Name, StringComparison.OrdinalIgnoreCase)))
                section.Refuse("name", $"'{method.Name}' is the name of an earlier method; give each its own");
            methods.Add(method);
        }
        if (methods.Count == 0)
            s.Refuse("methods", "lists no method; for example methods: [{ name: lora-r8, adapter: lora, r: 8 }]");
        return methods;
    }

    private static TrainingRecipe ReadTraining(RecipeSection s)
    {
        var standard = new TrainingRecipe();
        if (Lengths.Where(s.Has).ToList() is [var length, var another, ..])
            s.Refuse(another, $"stands beside {length}; keep one of them");
        var training = new TrainingRecipe
        {
            Steps = s.Int("steps", standard.Steps, 1),
            Epochs = s.Number("epochs", standard.Epochs, 0),
            Seconds = s.Number("seconds", standard.Seconds, 0),
            BatchSize = s.Int("batch_size", standard.BatchSize, 1, 1 << 16),
            MaxGradNorm = s.Number("max_grad_norm", standard.MaxGradNorm, 0),
            Optimizer = SharedSections.Optimizer(s.Section("optimizer"), standard.Optimizer),
            Schedule = SharedSections.Schedule(s.Section("schedule")),
            CheckpointEvery = s.Int("checkpoint_every", standard.CheckpointEvery, 1),
            EvaluateEvery = s.Int("evaluate_every", standard.EvaluateEvery, 0),
        };
        s.RefuseUnknown();
        return training;
    }

    private static GenerationRecipe ReadGeneration(RecipeSection s)
    {
        var standard = new GenerationRecipe();
        var generation = new GenerationRecipe
        {
            MaxNewTokens = s.Int("max_new_tokens", standard.MaxNewTokens, 1),
            Temperature = s.Number("temperature", standard.Temperature, 0),
            TopK = s.Int("top_k", standard.TopK, 0),
            TopP = s.Number("top_p", standard.TopP, 1e-6, 1),
            MinNewTokens = s.Has("min_new_tokens") ? s.Int("min_new_tokens", 0, 0) : null,
            RepetitionPenalty = s.Has("repetition_penalty") ? s.Number("repetition_penalty", 1, 1e-3, 1e3) : null,
            NoRepeatNgramSize = s.Has("no_repeat_ngram_size") ? s.Int("no_repeat_ngram_size", 0, 0) : null,
            NumBeams = s.Has("num_beams") ? s.Int("num_beams", 1, 1, 1024) : null,
            LengthPenalty = s.Has("length_penalty") ? s.Number("length_penalty", 1, -1e3, 1e3) : null,
            EarlyStopping = !s.Has("early_stopping") ? null
                : s.Choice("early_stopping", "false", "false", "true", "never") switch { "true" => EarlyStopping.True, "never" => EarlyStopping.Never, _ => EarlyStopping.False },
        };
        if (generation.ToConfig(0).Problems().FirstOrDefault() is { } problem)
            s.Refuse("min_new_tokens", problem);
        s.RefuseUnknown();
        return generation;
    }

    private static bool IsFileName(string name) =>
        name.Length is > 0 and <= 100 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
