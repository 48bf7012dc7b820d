namespace QaaHybrid.Training;

/// <summary>
/// What is learned: <c>definitions</c> (WordNet), <c>generation</c> or <c>file</c> (source → target), <c>lm</c> (plain text), <c>classification</c> and <c>regression</c> of texts,
/// <c>image</c> (classification of images).
/// </summary>
public sealed record TaskRecipe
{
    /// <summary><c>kind</c>: one of <see cref="TaskKinds.All"/>.</summary>
    public string Kind { get; init; } = "definitions";

    /// <summary><c>max_length</c>: longest example in tokens, the marks at its ends included; a longer one loses the end of its target.</summary>
    public int MaxLength { get; init; } = 64;

    /// <summary><c>train_examples</c>: how many training examples are used; 0 takes all.</summary>
    public int TrainExamples { get; init; }

    /// <summary><c>eval_examples</c>: held-out examples for the loss; for labels 0, the default there, takes all.</summary>
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

    /// <summary><c>chat_template</c> (generation): how chats become prompts, <c>plain</c> or <c>chatml</c>.</summary>
    public string ChatTemplate { get; init; } = "plain";

    /// <summary><c>skip_bad</c>: whether bad lines are left out and counted; otherwise the first one is refused.</summary>
    public bool SkipBad { get; init; }

    /// <summary><c>dataset</c> (labels, images): the data set by name, which knows its files, columns and labels; empty for files of one's own.</summary>
    public string Dataset { get; init; } = "";

    /// <summary><c>text_column</c> (labels, own files): the text.</summary>
    public string TextColumn { get; init; } = "text";

    /// <summary><c>pair_column</c> (labels, own files): the second text; empty where there is none.</summary>
    public string PairColumn { get; init; } = "";

    /// <summary><c>label_column</c> (labels, own files): the label or score.</summary>
    public string LabelColumn { get; init; } = "label";

    /// <summary><c>labels</c> (classification, own files): names of the labels in the order of their numbers; empty takes those of the training file.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary><c>protocol</c> (images): <c>full</c>, or <c>vtab</c> for 800 training and 200 validation images and the whole test set (Zhai et al. 2020, arXiv:1910.04867).</summary>
    public string Protocol { get; init; } = "full";
}
