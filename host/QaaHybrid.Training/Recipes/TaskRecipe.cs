namespace QaaHybrid.Training;

/// <summary>What is learned: <c>kind: definitions</c> (WordNet) or <c>kind: file</c> (source → target examples).</summary>
public sealed record TaskRecipe
{
    /// <summary><c>kind</c>: <c>definitions</c> or <c>file</c>.</summary>
    public string Kind { get; init; } = "definitions";

    /// <summary><c>max_length</c>: longest example in tokens, the marks at its ends included; a longer one loses the end of its target.</summary>
    public int MaxLength { get; init; } = 64;

    /// <summary><c>train_examples</c>: how many training examples are used; 0 takes all.</summary>
    public int TrainExamples { get; init; }

    /// <summary><c>eval_examples</c>: held-out examples for the loss.</summary>
    public int EvalExamples { get; init; } = 512;

    /// <summary><c>generate_examples</c>: held-out sources for BLEU and ROUGE-L.</summary>
    public int GenerateExamples { get; init; } = 200;

    /// <summary><c>wordnet</c> (definitions): WordNet's folder; empty takes the environment's or Debian's.</summary>
    public string WordNet { get; init; } = "";

    /// <summary><c>parts_of_speech</c> (definitions): noun, verb, adjective, adverb.</summary>
    public IReadOnlyList<string> PartsOfSpeech { get; init; } = ["noun", "verb", "adjective", "adverb"];

    /// <summary><c>data</c> (file): one file, dealt out by its sources into training and test.</summary>
    public string Data { get; init; } = "";

    /// <summary><c>train</c> (file): the training examples; in place of <c>data</c>, with <c>test</c>.</summary>
    public string Train { get; init; } = "";

    /// <summary><c>test</c> (file): the held-out examples; in place of <c>data</c>, with <c>train</c>.</summary>
    public string Test { get; init; } = "";

    /// <summary><c>source_column</c> (file): empty recognises the usual names.</summary>
    public string SourceColumn { get; init; } = "";

    /// <summary><c>target_column</c> (file): empty recognises the usual names.</summary>
    public string TargetColumn { get; init; } = "";

    /// <summary><c>prompt</c> (file): what the model is given; <c>{source}</c> stands for the source.</summary>
    public string Prompt { get; init; } = "{source} ||";
}
