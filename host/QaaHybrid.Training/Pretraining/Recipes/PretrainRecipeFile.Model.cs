namespace QaaHybrid.Training;

public static partial class PretrainRecipeFile
{
    private static ModelShapeRecipe ReadModel(RecipeSection s)
    {
        ModelShapeRecipe shape = s.Choice("model_type", "llama", "llama", "roberta", "vit") switch
        {
            "roberta" => ReadRoberta(s),
            "vit" => new ViTShapeRecipe { PatchSize = s.Int("patch_size", new ViTShapeRecipe().PatchSize, 1) },
            _ => ReadLlama(s),
        };
        shape = shape with
        {
            HiddenSize = s.Int("hidden_size", shape.HiddenSize, 8),
            IntermediateSize = s.Int("intermediate_size", shape.IntermediateSize, 8),
            Layers = s.Int("num_hidden_layers", shape.Layers, 1),
            Heads = s.Int("num_attention_heads", shape.Heads, 1),
            InitializerRange = s.Number("initializer_range", shape.InitializerRange, 1e-6, 10),
        };
        CheckHeads(s, shape);
        s.RefuseUnknown();
        return shape;
    }

    private static LlamaShapeRecipe ReadLlama(RecipeSection s)
    {
        var standard = new LlamaShapeRecipe();
        return new LlamaShapeRecipe
        {
            KeyValueHeads = s.Int("num_key_value_heads", standard.KeyValueHeads, 1),
            MaxPositions = s.Int("max_position_embeddings", standard.MaxPositions, 8),
            RopeTheta = s.Number("rope_theta", standard.RopeTheta, 1),
            TieWordEmbeddings = s.Flag("tie_word_embeddings", standard.TieWordEmbeddings),
        };
    }

    private static RobertaShapeRecipe ReadRoberta(RecipeSection s)
    {
        var standard = new RobertaShapeRecipe();
        return new RobertaShapeRecipe
        {
            MaxPositions = s.Int("max_position_embeddings", standard.MaxPositions, 8),
            HiddenDropout = s.Number("hidden_dropout_prob", standard.HiddenDropout, 0, 0.9),
            AttentionDropout = s.Number("attention_probs_dropout_prob", standard.AttentionDropout, 0, 0.9),
        };
    }

    private static void CheckHeads(RecipeSection s, ModelShapeRecipe shape)
    {
        // Rotary positions turn pairs.
        var llama = shape as LlamaShapeRecipe;
        if (shape.HiddenSize % (llama is null ? shape.Heads : 2 * shape.Heads) != 0)
            s.Refuse("num_attention_heads", $"{shape.Heads} heads do not divide hidden_size {shape.HiddenSize}{(llama is null ? "" : " into heads of even width")}");
        if (llama is not null && shape.Heads % llama.KeyValueHeads != 0)
            s.Refuse("num_key_value_heads", $"{llama.KeyValueHeads} does not divide num_attention_heads {shape.Heads}");
    }
}
