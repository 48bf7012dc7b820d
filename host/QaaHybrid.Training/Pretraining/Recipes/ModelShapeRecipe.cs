namespace QaaHybrid.Training;

/// <summary>The shape of a base model, in Hugging Face's names; <c>model.model_type</c> says of which family.</summary>
public abstract record ModelShapeRecipe
{
    /// <summary><c>model_type</c>: the family.</summary>
    public abstract string ModelType { get; }

    /// <summary><c>hidden_size</c>: width of the residual stream.</summary>
    public int HiddenSize { get; init; } = 256;

    /// <summary><c>intermediate_size</c>: width inside the feed-forward block.</summary>
    public int IntermediateSize { get; init; } = 1024;

    /// <summary><c>num_hidden_layers</c>: number of blocks.</summary>
    public int Layers { get; init; } = 6;

    /// <summary><c>num_attention_heads</c>: query heads; divides the hidden size.</summary>
    public int Heads { get; init; } = 8;

    /// <summary><c>initializer_range</c>: standard deviation of the start weights.</summary>
    public double InitializerRange { get; init; } = 0.02;
}

/// <summary>A model of texts.</summary>
public abstract record TextShapeRecipe : ModelShapeRecipe
{
    /// <summary><c>max_position_embeddings</c>: longest text the model is made for, in tokens.</summary>
    public int MaxPositions { get; init; } = 256;
}

/// <summary>A Llama decoder, which learns to predict the next token.</summary>
public sealed record LlamaShapeRecipe : TextShapeRecipe
{
    /// <summary>The standard shape.</summary>
    public LlamaShapeRecipe() => IntermediateSize = 688;

    /// <inheritdoc/>
    public override string ModelType => "llama";

    /// <summary><c>num_key_value_heads</c>: key and value heads; divides the query heads.</summary>
    public int KeyValueHeads { get; init; } = 4;

    /// <summary><c>rope_theta</c>: base of the rotary positions.</summary>
    public double RopeTheta { get; init; } = 10000;

    /// <summary><c>tie_word_embeddings</c>: whether the output layer is the embedding.</summary>
    public bool TieWordEmbeddings { get; init; } = true;
}

/// <summary>A RoBERTa encoder, which learns to predict hidden tokens.</summary>
public sealed record RobertaShapeRecipe : TextShapeRecipe
{
    /// <inheritdoc/>
    public override string ModelType => "roberta";

    /// <summary><c>hidden_dropout_prob</c>: share of the hidden states dropped in training; fine-tuning finds it in <c>config.json</c> too.</summary>
    public double HiddenDropout { get; init; }

    /// <summary><c>attention_probs_dropout_prob</c>: share of the attention weights dropped in training.</summary>
    public double AttentionDropout { get; init; }
}

/// <summary>A ViT, which learns to tell by how much an image was turned.</summary>
public sealed record ViTShapeRecipe : ModelShapeRecipe
{
    /// <summary>The standard shape.</summary>
    public ViTShapeRecipe() => (HiddenSize, IntermediateSize, Heads) = (96, 384, 4);

    /// <inheritdoc/>
    public override string ModelType => "vit";

    /// <summary><c>patch_size</c>: height and width of a patch, in pixels.</summary>
    public int PatchSize { get; init; } = 4;
}
