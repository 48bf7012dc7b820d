using QaaHybrid.Models;

namespace QaaHybrid.Training.Tests;

public class RecipeFileTest
{
    private const string Good =
        """
        name: definitions
        model: wordnet-small
        task: { kind: definitions, max_length: 48, train_examples: 20000, eval_examples: 512, generate_examples: 200 }
        methods:
          - { name: qaa-z, adapter: qaa, ansatz: QaaHybrid.Ansatz.RYRing, layers: 4, read_out: z, target_modules: [q_proj, o_proj] }
          - { name: lora-r8, adapter: lora, r: 8, alpha: 16.5, bias: false, target_modules: [q_proj, o_proj], optimizer: { lr: 5e-3 } }
        training:
          steps: 300
          batch_size: 16
          optimizer: { name: adamw, lr: 2e-3, weight_decay: 0.01, groups: [{ match: '*.theta', lr: 1e-2 }] }
          schedule: { name: linear, warmup_ratio: 0.06 }
          checkpoint_every: 50
        seed: 7
        threads: 2
        """;

    [Test]
    public void A_whole_recipe()
    {
        var recipe = RecipeFile.Parse(Good, "r.yaml");
        Assert.That((recipe.Name, recipe.Model, recipe.Seed, recipe.Threads), Is.EqualTo(("definitions", "wordnet-small", 7L, 2)));
        Assert.That((recipe.Task.Kind, recipe.Task.MaxLength, recipe.Task.TrainExamples), Is.EqualTo(("definitions", 48, 20000)));
        Assert.That((recipe.Training.Steps, recipe.Training.BatchSize, recipe.Training.Schedule.Name), Is.EqualTo((300, 16, "linear")));
        Assert.That(recipe.Methods.Select(method => method.Name), Is.EqualTo(new[] { "qaa-z", "lora-r8" }));
        Assert.That(recipe.Methods[0].Options, Is.EquivalentTo(new Dictionary<string, object?>
        {
            ["ansatz"] = "QaaHybrid.Ansatz.RYRing", ["layers"] = 4L, ["read_out"] = "z", ["target_modules"] = new List<object?> { "q_proj", "o_proj" },
        }));
        Assert.That(recipe.Methods[1].Options["alpha"], Is.EqualTo(16.5));
        Assert.That(recipe.Methods[1].Options["bias"], Is.False);
    }

    [Test]
    public void A_method_changes_the_optimiser_for_itself()
    {
        var recipe = RecipeFile.Parse(Good, "r.yaml");
        Assert.That(recipe.Methods[0].Optimizer, Is.EqualTo(recipe.Training.Optimizer));
        Assert.That(recipe.Methods[1].Optimizer.Lr, Is.EqualTo(5e-3));
        Assert.That(recipe.Methods[1].Optimizer.WeightDecay, Is.EqualTo(0.01));
        var group = recipe.Methods[0].Optimizer.Groups.Single();
        Assert.That((group.Match, group.Lr, group.WeightDecay), Is.EqualTo(("*.theta", 1e-2, 0.01)));
    }

    [Test]
    public void What_is_not_written_has_the_default()
    {
        var recipe = RecipeFile.Parse("model: m\nmethods: [{ adapter: lora }]", "r.yaml");
        Assert.That(recipe.Training, Is.EqualTo(new TrainingRecipe()));
        Assert.That(recipe.Generation, Is.EqualTo(new GenerationRecipe()));
        Assert.That(recipe.Methods[0].Name, Is.EqualTo("lora"));
    }

    [Test]
    public void Element_types_and_checkpointing_of_the_base_model()
    {
        var plain = RecipeFile.Parse("model: m\nmethods: [{ adapter: lora }]", "r.yaml");
        Assert.That((plain.ModelDtype, plain.ComputeDtype, plain.GradientCheckpointing), Is.EqualTo((ScalarType.Float32, (ScalarType?)null, false)));
        var recipe = RecipeFile.Parse("model: m\nmodel_dtype: bfloat16\ncompute_dtype: float32\ngradient_checkpointing: true\nmethods: [{ adapter: lora }]", "r.yaml");
        Assert.That((recipe.ModelDtype, recipe.ComputeDtype, recipe.GradientCheckpointing), Is.EqualTo((ScalarType.BFloat16, (ScalarType?)ScalarType.Float32, true)));
        Assert.That(() => RecipeFile.Parse("model: m\nmodel_dtype: bfloat\nmethods: [{ adapter: lora }]", "r.yaml"),
            Throws.TypeOf<RecipeException>().With.Message.Contains("model_dtype").And.Message.Contains("bfloat16"));
    }

    [Test]
    public void What_a_recipe_does_not_say_about_generation_the_model_says()
    {
        var model = new GenerationConfig { EosTokenIds = [3, 4], RepetitionPenalty = 1.3, NumBeams = 2, MinNewTokens = 40, DoSample = true, TopK = 50 };
        var silent = RecipeFile.Parse("model: m\nmethods: [{ adapter: lora }]", "r.yaml").Generation;
        Assert.That(silent.ToSearch(model), Is.EqualTo(new GenerationConfig { MaxNewTokens = 32, MinNewTokens = 32, EosTokenIds = model.EosTokenIds, RepetitionPenalty = 1.3, NumBeams = 2, StopStrings = model.StopStrings }));
        var stated = RecipeFile.Parse("model: m\nmethods: [{ adapter: lora }]\ngeneration: { repetition_penalty: 1.0, num_beams: 1, min_new_tokens: 0 }", "r.yaml").Generation;
        Assert.That(stated.ToSearch(model), Is.EqualTo(new GenerationConfig { MaxNewTokens = 32, EosTokenIds = model.EosTokenIds, StopStrings = model.StopStrings }));
    }

    [Test]
    public void Texts_that_are_measured_are_searched_for_and_samples_drawn()
    {
        var generation = RecipeFile.Parse("""
            model: m
            methods: [{ adapter: lora }]
            generation: { num_beams: 4, length_penalty: 0.8, early_stopping: never, no_repeat_ngram_size: 3, repetition_penalty: 1.1, min_new_tokens: 2, temperature: 0.7, top_p: 0.9 }
            """, "r.yaml").Generation;
        var search = new GenerationConfig
        {
            MaxNewTokens = 32, MinNewTokens = 2, NumBeams = 4, LengthPenalty = 0.8, EarlyStopping = EarlyStopping.Never, NoRepeatNgramSize = 3, RepetitionPenalty = 1.1,
        };
        Assert.That(generation.ToSearch(), Is.EqualTo(search));
        Assert.That(generation.ToConfig(5), Is.EqualTo(search with { NumBeams = 1, DoSample = true, Temperature = 0.7, TopP = 0.9, Seed = 5 }));
        Assert.That((generation with { Temperature = 0 }).ToConfig(5), Is.EqualTo(search with { Seed = 5 }));
    }

    [TestCase("num_beams: 0", "generation.num_beams: found '0'")]
    [TestCase("early_stopping: always", "generation.early_stopping: found 'always'")]
    [TestCase("min_new_tokens: 33", "generation.min_new_tokens: min_new_tokens is 33, expected 0 to max_new_tokens, 32")]
    public void Generation_that_is_impossible_is_refused(string key, string expected) =>
        Assert.That(() => RecipeFile.Parse($"model: m\nmethods: [{{ adapter: lora }}]\ngeneration: {{ {key} }}", "r.yaml"),
            Throws.TypeOf<RecipeException>().With.Message.Contains(expected));

    [Test]
    public void The_recipe_as_used_reads_as_the_same_recipe()
    {
        var recipe = RecipeFile.Parse(Good, "r.yaml", ["training.steps=5", "methods.lora-r8.r=2", "name='2024'"]);
        var again = RecipeFile.Parse(recipe.Yaml, "recipe.yaml");
        Assert.That(again.Yaml, Is.EqualTo(recipe.Yaml));
        Assert.That((again.Name, again.Training.Steps), Is.EqualTo(("2024", 5)));
        Assert.That(again.Methods[1].Options["r"], Is.EqualTo(2L));
        Assert.That(again.Methods[0].Optimizer.Groups, Is.EqualTo(recipe.Methods[0].Optimizer.Groups));
    }

    [TestCase("training.steps=50", "steps 50")]
    [TestCase("training={ steps: 51 }", "steps 51")]
    [TestCase("methods.lora-r8.r=4", "r 4")]
    [TestCase("methods.1.r=5", "r 5")]
    [TestCase("methods[1].r=6", "r 6")]
    [TestCase("methods.lora-r8.optimizer.lr=1e-4", "lr 0.0001")]
    public void Overrides(string item, string expected)
    {
        var recipe = RecipeFile.Parse(Good, "r.yaml", [item]);
        var lora = recipe.Methods[1];
        Assert.That(FormattableString.Invariant($"steps {recipe.Training.Steps}, r {lora.Options["r"]}, lr {lora.Optimizer.Lr}"), Does.Contain(expected));
    }

    [Test]
    public void A_length_of_the_command_line_takes_the_place_of_the_files()
    {
        var recipe = RecipeFile.Parse(Good, "r.yaml", ["training.epochs=2"]);
        Assert.That((recipe.Training.Epochs, RecipeFile.Parse(recipe.Yaml, "again").Training.Epochs), Is.EqualTo((2.0, 2.0)));
        Assert.That(recipe.Yaml, Does.Not.Contain("steps"));
        Assert.That(() => RecipeFile.Parse(Good, "r.yaml", ["training.epochs=2", "training.steps=5"]), Throws.TypeOf<RecipeException>().With.Message.Contain("stands beside steps"), "two of them");
    }

    [TestCase("steps: 300", "stpes: 300", "r.yaml, line 8, training.stpes: is no known key; did you mean 'steps'?")]
    [TestCase("steps: 300", "steps: many", "r.yaml, line 8, training.steps: found 'many', expected a whole number of at least 1")]
    [TestCase("steps: 300", "steps: 0", "training.steps: found '0', expected a whole number of at least 1")]
    [TestCase("steps: 300", "steps: [1]", "training.steps: found a list, expected one value")]
    [TestCase("lr: 2e-3", "lr: NaN", "training.optimizer.lr: found 'NaN', expected a number of at least 0")]
    [TestCase("lr: 2e-3", "betas: [0.9]", "training.optimizer.betas: expected two numbers")]
    [TestCase("name: adamw", "name: adam", "training.optimizer.name: found 'adam', did you mean 'adamw'?")]
    [TestCase("warmup_ratio: 0.06", "warmup_ratio: 6", "expected a number from 0 to 1")]
    [TestCase("kind: definitions", "kind: translation", "r.yaml, line 3, task.kind: found 'translation', allowed: definitions, file")]
    [TestCase("max_length: 48", "parts_of_speech: [noum]", "found 'noum', did you mean 'noun'?")]
    [TestCase("name: lora-r8", "name: qaa-z", "methods[1].name: 'qaa-z' is the name of an earlier method")]
    [TestCase("name: lora-r8", "name: ../x", "cannot name a folder")]
    [TestCase("adapter: lora,", "", "r.yaml, line 6, methods[1].adapter: is missing")]
    [TestCase("model: wordnet-small", "", "model: is missing; for example model: wordnet-small")]
    [TestCase("seed: 7", "seed: 7\nseed: 8", "is not YAML")]
    [TestCase("seed: 7", "seed: [7", "is not YAML")]
    [TestCase("seed: 7", "epochs: 2", "epochs: is no known key")]
    [TestCase("steps: 300", "steps: 300\n  epochs: 2", "training.epochs: stands beside steps")]
    public void A_wrong_recipe_is_refused(string found, string replacement, string expected)
    {
        var wrong = Good.Replace(found, replacement, StringComparison.Ordinal);
        Assert.That(() => RecipeFile.Parse(wrong, "r.yaml"), Throws.TypeOf<RecipeException>().With.Message.Contains(expected));
    }

    [Test]
    public void All_problems_are_found_in_one_reading()
    {
        var wrong = Good.Replace("steps: 300", "steps: -1", StringComparison.Ordinal).Replace("seed: 7", "sed: 7", StringComparison.Ordinal);
        var error = Assert.Throws<RecipeException>(() => RecipeFile.Parse(wrong, "r.yaml"));
        Assert.That(error!.Problems.Select(problem => problem.Key), Is.EquivalentTo(new[] { "training.steps", "sed" }));
    }

    [TestCase("training.stpes=5", "--set training.stpes=5, training.stpes: is no known key; did you mean 'steps'?")]
    [TestCase("steps", "--set steps: expected key=value")]
    [TestCase("methods.nobody.r=5", "there is no 'nobody' here; allowed: qaa-z, lora-r8")]
    [TestCase("seed.x=5", "'seed' is '7', it has no keys")]
    [TestCase("seed=[", "is not YAML")]
    public void A_wrong_override_is_refused(string item, string expected) =>
        Assert.That(() => RecipeFile.Parse(Good, "r.yaml", [item]), Throws.TypeOf<RecipeException>().With.Message.Contains(expected));

    [TestCase("", "is empty")]
    [TestCase("- a\n- b\n", "is no map")]
    [TestCase("a: 1\n---\nb: 2\n", "several documents")]
    public void Other_documents_are_refused(string text, string expected) =>
        Assert.That(() => RecipeFile.Parse(text, "r.yaml"), Throws.TypeOf<RecipeException>().With.Message.Contains(expected));

    [TestCase("data: a.csv", null)]
    [TestCase("train: a.csv, test: b.csv", null)]
    [TestCase("train: a.csv", "either 'data'")]
    [TestCase("data: a.csv, test: b.csv", "either 'data'")]
    [TestCase("data: a.csv, source_column: x", "go together")]
    [TestCase("data: a.csv, prompt: 'what?'", "does not contain {source}")]
    [TestCase("data: a.csv, wordnet: /x", "task.wordnet: is no known key")]
    public void File_tasks(string keys, string? expected)
    {
        var text = $"model: m\ntask: {{ kind: file, {keys} }}\nmethods: [{{ adapter: lora }}]";
        if (expected is null)
            Assert.That(RecipeFile.Parse(text, "r.yaml").Task.Kind, Is.EqualTo("file"));
        else
            Assert.That(() => RecipeFile.Parse(text, "r.yaml"), Throws.TypeOf<RecipeException>().With.Message.Contains(expected));
    }

    [Test]
    public void Paths_are_absolute_in_the_recipe_as_used()
    {
        using var folder = new TemporaryFolder();
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, folder.Path);
        var recipe = RecipeFile.Parse($"model: {relative}\ntask: {{ kind: file, data: {relative}/a.csv }}\nmethods: [{{ adapter: lora }}]", "r.yaml");
        Assert.That((recipe.Model, recipe.Task.Data), Is.EqualTo((folder.Path, folder.File("a.csv"))));
        Assert.That(recipe.Yaml, Does.Contain($"\"{folder.Path}\"").And.Contain($"\"{folder.File("a.csv")}\""));
        Assert.That(RecipeFile.Parse("model: wordnet-small\nmethods: [{ adapter: lora }]", "r.yaml").Model, Is.EqualTo("wordnet-small"));
    }

    [Test]
    public void An_option_that_the_adapter_refuses_is_named_by_its_line()
    {
        var method = RecipeFile.Parse(Good, "r.yaml", ["methods.lora-r8.r=-1"]).Methods[1];
        Assert.That(method.Refuse("alpha", "is odd").Message, Is.EqualTo("r.yaml, line 6, methods.lora-r8.alpha: is odd"));
        Assert.That(method.Refuse("r", "is negative").Message, Is.EqualTo("--set methods.lora-r8.r=-1, methods.lora-r8.r: is negative"));
        Assert.That(method.Refuse("dropout", "is missing").Message, Does.StartWith("r.yaml, line 6, methods.lora-r8.dropout"));
    }
}
