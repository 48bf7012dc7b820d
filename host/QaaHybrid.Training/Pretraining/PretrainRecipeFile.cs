namespace QaaHybrid.Training;

/// <summary>Reads pretraining recipes, as strictly as <see cref="RecipeFile"/> reads the others.</summary>
public static class PretrainRecipeFile
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
        var tokenizer = s.Section("tokenizer");
        var recipe = new PretrainRecipe
        {
            Name = s.RequiredText("name", "wordnet-small"),
            Corpora = ReadCorpora(s),
            VocabularySize = tokenizer.Int("vocabulary_size", standard.VocabularySize, 258, 1 << 20),
            Model = ReadShape(s.Section("model")),
            Training = ReadTraining(s.Section("training")),
            HeldOut = s.Number("held_out", standard.HeldOut, 1e-4, 0.5),
            Dtype = s.Choice("dtype", standard.Dtype, "float32", "bfloat16"),
            Seed = s.Long("seed", standard.Seed, 0),
            Threads = s.Int("threads", standard.Threads, 0, 1024),
        };
        tokenizer.RefuseUnknown();
        if (recipe.Training.SequenceLength > recipe.Model.MaxPositions)
            s.Refuse("training", $"sequence_length {recipe.Training.SequenceLength} exceeds model.max_position_embeddings {recipe.Model.MaxPositions}");
        s.RefuseUnknown();
        return recipe;
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

    private static ModelShapeRecipe ReadShape(RecipeSection s)
    {
        var standard = new ModelShapeRecipe();
        var shape = new ModelShapeRecipe
        {
            HiddenSize = s.Int("hidden_size", standard.HiddenSize, 8),
            IntermediateSize = s.Int("intermediate_size", standard.IntermediateSize, 8),
            Layers = s.Int("num_hidden_layers", standard.Layers, 1),
            Heads = s.Int("num_attention_heads", standard.Heads, 1),
            KeyValueHeads = s.Int("num_key_value_heads", standard.KeyValueHeads, 1),
            MaxPositions = s.Int("max_position_embeddings", standard.MaxPositions, 8),
            RopeTheta = s.Number("rope_theta", standard.RopeTheta, 1),
            TieWordEmbeddings = s.Flag("tie_word_embeddings", standard.TieWordEmbeddings),
            InitializerRange = s.Number("initializer_range", standard.InitializerRange, 1e-6, 10),
        };
        if (shape.HiddenSize % (2 * shape.Heads) != 0)
            s.Refuse("num_attention_heads", $"{shape.Heads} heads do not divide hidden_size {shape.HiddenSize} into heads of even width");
        if (shape.Heads % shape.KeyValueHeads != 0)
            s.Refuse("num_key_value_heads", $"{shape.KeyValueHeads} does not divide num_attention_heads {shape.Heads}");
        s.RefuseUnknown();
        return shape;
    }

    private static PretrainingRecipe ReadTraining(RecipeSection s)
    {
        var standard = new PretrainingRecipe();
        var training = new PretrainingRecipe
        {
            Steps = s.Int("steps", standard.Steps, 1),
            BatchSize = s.Int("batch_size", standard.BatchSize, 1, 1 << 16),
            SequenceLength = s.Int("sequence_length", standard.SequenceLength, 8),
            MaxGradNorm = s.Number("max_grad_norm", standard.MaxGradNorm, 0),
            Optimizer = SharedSections.Optimizer(s.Section("optimizer"), standard.Optimizer),
            Schedule = SharedSections.Schedule(s.Section("schedule")),
            CheckpointEvery = s.Int("checkpoint_every", standard.CheckpointEvery, 1),
            EvaluateEvery = s.Int("evaluate_every", standard.EvaluateEvery, 1),
            EvalSequences = s.Int("eval_sequences", standard.EvalSequences, 1),
        };
        s.RefuseUnknown();
        return training;
    }
}
