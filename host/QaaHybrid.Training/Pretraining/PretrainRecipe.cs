namespace QaaHybrid.Training;

/// <summary>
/// A base model written down: its text, its vocabulary, its shape, and how it is trained from nothing. The defaults of every key are
/// the initial values of these records.
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

    /// <summary><c>corpora</c>: the text; at least one.</summary>
    public IReadOnlyList<CorpusRecipe> Corpora { get; init; } = [];

    /// <summary><c>tokenizer.vocabulary_size</c>: tokens of the byte-level BPE that is learnt from the text.</summary>
    public int VocabularySize { get; init; } = 4096;

    /// <summary><c>model</c>: the shape of the decoder.</summary>
    public ModelShapeRecipe Model { get; init; } = new();

    /// <summary><c>training</c>: how long and how.</summary>
    public PretrainingRecipe Training { get; init; } = new();

    /// <summary><c>held_out</c>: share of the documents that is never trained on; the held-out loss is measured there.</summary>
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

/// <summary>One corpus of a pretraining recipe.</summary>
public sealed record CorpusRecipe
{
    /// <summary><c>kind</c>: wordnet, austen or text.</summary>
    public string Kind { get; init; } = "";

    /// <summary><c>folder</c> (wordnet, austen): where the data lie; empty takes the environment's or Debian's.</summary>
    public string Folder { get; init; } = "";

    /// <summary><c>files</c> (text): plain text files.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary><c>name</c> (text): what the model card calls them.</summary>
    public string Name { get; init; } = "text";

    /// <summary><c>licence</c> (text): the notice for the model card.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Reads the corpus.</summary>
    /// <exception cref="DataFileException">It is not there or not readable.</exception>
    public Corpus Read() => Kind switch
    {
        "wordnet" => WordNetCorpus.Read(Folder),
        "austen" => AustenCorpus.Read(Folder),
        _ => TextCorpus.Read(Name, Files, Licence),
    };
}

/// <summary>The shape of a Llama decoder, in Hugging Face's names.</summary>
public sealed record ModelShapeRecipe
{
    /// <summary><c>hidden_size</c>: width of the residual stream.</summary>
    public int HiddenSize { get; init; } = 256;

    /// <summary><c>intermediate_size</c>: width inside the feed-forward block.</summary>
    public int IntermediateSize { get; init; } = 688;

    /// <summary><c>num_hidden_layers</c>: number of blocks.</summary>
    public int Layers { get; init; } = 6;

    /// <summary><c>num_attention_heads</c>: query heads; divides the hidden size.</summary>
    public int Heads { get; init; } = 8;

    /// <summary><c>num_key_value_heads</c>: key and value heads; divides the query heads.</summary>
    public int KeyValueHeads { get; init; } = 4;

    /// <summary><c>max_position_embeddings</c>: longest text the model is made for.</summary>
    public int MaxPositions { get; init; } = 256;

    /// <summary><c>rope_theta</c>: base of the rotary positions.</summary>
    public double RopeTheta { get; init; } = 10000;

    /// <summary><c>tie_word_embeddings</c>: whether the output layer is the embedding.</summary>
    public bool TieWordEmbeddings { get; init; } = true;

    /// <summary><c>initializer_range</c>: standard deviation of the start weights.</summary>
    public double InitializerRange { get; init; } = 0.02;
}

/// <summary>How a base model is trained.</summary>
public sealed record PretrainingRecipe
{
    /// <summary><c>steps</c>: optimiser steps.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary><c>batch_size</c>: sequences a step.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary><c>sequence_length</c>: tokens a sequence.</summary>
    public int SequenceLength { get; init; } = 128;

    /// <summary><c>max_grad_norm</c>: the gradient is scaled down to this 2-norm; 0 leaves it alone.</summary>
    public double MaxGradNorm { get; init; } = 1.0;

    /// <summary><c>optimizer</c>: AdamW, with the decay and betas that are usual for training from nothing. Norms are not decayed.</summary>
    public OptimizerRecipe Optimizer { get; init; } = new() { Lr = 3e-3, WeightDecay = 0.1, Beta2 = 0.95 };

    /// <summary><c>schedule</c>: the learning rate over the steps.</summary>
    public ScheduleRecipe Schedule { get; init; } = new();

    /// <summary><c>checkpoint_every</c>: steps between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 200;

    /// <summary><c>evaluate_every</c>: steps between held-out losses.</summary>
    public int EvaluateEvery { get; init; } = 200;

    /// <summary><c>eval_sequences</c>: held-out sequences a measurement.</summary>
    public int EvalSequences { get; init; } = 128;
}
