namespace QaaHybrid.Training;

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
