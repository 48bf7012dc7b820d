namespace QaaHybrid.Training;

/// <summary>Reads pretraining recipes, as strictly as <see cref="RecipeFile"/> reads the others.</summary>
public static partial class PretrainRecipeFile
{
    /// <summary>The recipe in a file.</summary>
    /// <param name="path">YAML.</param>
    /// <param name="overrides">Overrides <c>key=value</c>.</param>
    /// <exception cref="RecipeException">Something is wrong; every problem is listed.</exception>
    /// <exception cref="DataFileException">The file cannot be read.</exception>
    public static PretrainRecipe Load(string path, IEnumerable<string>? overrides = null) =>
        Parse(TextFile.ReadAll(path), Path.GetFileName(path), overrides);

    /// <summary>The recipe in a text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">How the text is called in messages.</param>
    /// <param name="overrides">Overrides <c>key=value</c>.</param>
    /// <exception cref="RecipeException">Something is wrong; every problem is listed.</exception>
    public static PretrainRecipe Parse(string text, string name, IEnumerable<string>? overrides = null) =>
        RecipeReading.Read(text, name, overrides, Read, (recipe, yaml) => recipe with { Yaml = yaml });

    private static PretrainRecipe Read(RecipeSection s)
    {
        var standard = new PretrainRecipe();
        var model = ReadModel(s.Section("model"));
        var recipe = new PretrainRecipe
        {
            Name = s.RequiredText("name", "wordnet-small"),
            Model = model,
            Training = ReadTraining(s.Section("training"), model),
            HeldOut = s.Number("held_out", standard.HeldOut, 1e-4, 0.5),
            Dtype = s.Choice("dtype", standard.Dtype, "float32", "bfloat16"),
            Seed = s.Long("seed", standard.Seed, 0),
            Threads = s.Int("threads", standard.Threads, 0, 1024),
        };
        recipe = model is ViTShapeRecipe ? recipe with { Images = ReadImages(s.Section("images")) } : WithText(recipe, s);
        s.RefuseUnknown();
        return recipe;
    }

    private static PretrainRecipe WithText(PretrainRecipe recipe, RecipeSection s)
    {
        var tokenizer = s.Section("tokenizer");
        recipe = recipe with
        {
            Corpora = ReadCorpora(s),
            // Room for the 256 bytes, the marks, and one token to learn.
            VocabularySize = tokenizer.Int("vocabulary_size", recipe.VocabularySize, recipe.Model is RobertaShapeRecipe ? 262 : 258, 1 << 20),
            Masking = recipe.Model is RobertaShapeRecipe ? ReadMasking(s.Section("masking")) : recipe.Masking,
        };
        tokenizer.RefuseUnknown();
        if (recipe.Model is TextShapeRecipe text && recipe.Training.SequenceLength > text.MaxPositions)
            s.Refuse("training", $"sequence_length {recipe.Training.SequenceLength} exceeds model.max_position_embeddings {text.MaxPositions}");
        return recipe;
    }

    private static ImagesRecipe ReadImages(RecipeSection s)
    {
        var standard = new ImagesRecipe();
        var images = new ImagesRecipe
        {
            Kind = s.Choice("kind", standard.Kind, "fashion-mnist"),
            Folder = s.Text("folder", standard.Folder),
            ProbeImages = s.Int("probe_images", standard.ProbeImages, 0),
        };
        s.RefuseUnknown();
        return images;
    }

    private static List<CorpusRecipe> ReadCorpora(RecipeSection s)
    {
        var corpora = new List<CorpusRecipe>();
        foreach (var section in s.Sections("corpora"))
        {
            var corpus = new CorpusRecipe { Kind = section.Choice("kind", "", "wordnet", "austen", "text") };
            if (corpus.Kind == "text")
            {
                corpus = corpus with
                {
                    Name = section.Text("name", corpus.Name),
                    Files = section.Texts("files", []),
                    Licence = section.RequiredText("licence", "'public domain'"),
                };
                if (corpus.Files.Count == 0)
                    section.Refuse("files", "lists no file");
            }
            else
                corpus = corpus with { Folder = section.Text("folder", "") };
            if (!section.Has("kind"))
                section.Refuse("kind", "is missing; allowed: wordnet, austen, text");
            section.RefuseUnknown();
            corpora.Add(corpus);
        }
        if (corpora.Count == 0)
            s.Refuse("corpora", "lists no corpus; for example corpora: [{ kind: wordnet }]");
        return corpora;
    }

    private static MaskingRecipe ReadMasking(RecipeSection s)
    {
        var standard = new MaskingRecipe();
        var masking = new MaskingRecipe
        {
            Probability = s.Number("probability", standard.Probability, 0.01, 0.9),
            HeldOut = s.Number("held_out", standard.HeldOut, 0.01, 0.9),
            Mask = s.Number("mask", standard.Mask, 0, 1),
            Random = s.Number("random", standard.Random, 0, 1),
        };
        if (masking.Mask + masking.Random > 1)
            s.Refuse("random", FormattableString.Invariant($"{masking.Random} is too much beside mask {masking.Mask}: they are shares of the same tokens"));
        s.RefuseUnknown();
        return masking;
    }

    private static PretrainingRecipe ReadTraining(RecipeSection s, ModelShapeRecipe model)
    {
        var standard = new PretrainingRecipe();
        var training = new PretrainingRecipe
        {
            Steps = s.Int("steps", standard.Steps, 1),
            BatchSize = s.Int("batch_size", standard.BatchSize, 1, 1 << 16),
            SequenceLength = model is TextShapeRecipe ? s.Int("sequence_length", standard.SequenceLength, 8) : standard.SequenceLength,
            MaxGradNorm = s.Number("max_grad_norm", standard.MaxGradNorm, 0),
            Optimizer = SharedSections.Optimizer(s.Section("optimizer"), standard.Optimizer),
            Schedule = SharedSections.Schedule(s.Section("schedule")),
            CheckpointEvery = s.Int("checkpoint_every", standard.CheckpointEvery, 1),
            EvaluateEvery = s.Int("evaluate_every", standard.EvaluateEvery, 1),
            EvalSamples = s.Int(model is TextShapeRecipe ? "eval_sequences" : "eval_images", standard.EvalSamples, 1),
        };
        s.RefuseUnknown();
        return training;
    }
}
