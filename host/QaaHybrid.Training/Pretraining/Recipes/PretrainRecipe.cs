namespace QaaHybrid.Training;

/// <summary>
/// A base model written down: its data, its shape, and how it is trained from nothing. <c>model.model_type</c> decides what it learns: a <c>llama</c> the next
/// token, a <c>roberta</c> hidden tokens, a <c>vit</c> by how much an image was turned. The defaults of every key are the initial values of these records.
/// </summary>
/// <example>
/// <code>
/// name: wordnet-small
/// corpora: [{ kind: wordnet }, { kind: austen }]
/// tokenizer: { vocabulary_size: 4096 }
/// model: { hidden_size: 256, num_hidden_layers: 6 }
/// training: { steps: 3000, batch_size: 16, sequence_length: 128 }
/// </code>
/// </example>
public sealed record PretrainRecipe
{
    /// <summary><c>name</c>: what the model is called.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>corpora</c> (llama, roberta): the text; at least one.</summary>
    public IReadOnlyList<CorpusRecipe> Corpora { get; init; } = [];

    /// <summary><c>images</c> (vit): the images.</summary>
    public ImagesRecipe Images { get; init; } = new();

    /// <summary><c>tokenizer.vocabulary_size</c> (llama, roberta): tokens of the byte-level BPE that is learnt from the text.</summary>
    public int VocabularySize { get; init; } = 4096;

    /// <summary><c>masking</c> (roberta): which tokens are hidden.</summary>
    public MaskingRecipe Masking { get; init; } = new();

    /// <summary><c>model</c>: family and shape.</summary>
    public ModelShapeRecipe Model { get; init; } = new LlamaShapeRecipe();

    /// <summary><c>training</c>: how long and how.</summary>
    public PretrainingRecipe Training { get; init; } = new();

    /// <summary><c>held_out</c>: share of the documents or images that is never trained on; the held-out loss is measured there.</summary>
    public double HeldOut { get; init; } = 0.02;

    /// <summary><c>dtype</c>: how the weights are stored, float32 or bfloat16. Training is in float32.</summary>
    public string Dtype { get; init; } = "bfloat16";

    /// <summary><c>seed</c>: every random number follows from it.</summary>
    public long Seed { get; init; } = 1;

    /// <summary><c>threads</c>: 0 takes all cores.</summary>
    public int Threads { get; init; }

    /// <summary>The recipe as YAML, overrides included.</summary>
    public string Yaml { get; init; } = "";
}
