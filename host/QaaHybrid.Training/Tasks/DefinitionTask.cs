namespace QaaHybrid.Training;

/// <summary>
/// Word definitions: <c>otter (noun):</c> → the gloss. Each synset gives one example, by its first word; a word with several meanings has
/// several references. The sides are those of <see cref="DefinitionSplit"/>: training for training, test for what is reported.
/// </summary>
public static class DefinitionTask
{
    /// <summary>The source text for a word.</summary>
    public static string Source(string lemma, PartOfSpeech part) => $"{lemma} ({Name(part)}):";

    /// <summary>The part of speech as the source names it.</summary>
    public static string Name(PartOfSpeech part) => part switch
    {
        PartOfSpeech.Noun => "noun",
        PartOfSpeech.Verb => "verb",
        PartOfSpeech.Adjective => "adjective",
        PartOfSpeech.Adverb => "adverb",
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    /// <summary>The task's examples from WordNet.</summary>
    /// <param name="task">The recipe's task, <c>kind: definitions</c>.</param>
    /// <param name="seed">The recipe's seed.</param>
    /// <exception cref="DataFileException">WordNet is not there or not readable.</exception>
    public static TaskData Load(TaskRecipe task, long seed)
    {
        var split = DefinitionSplit.Of(WordNetReader.Read(WordNetFolder.Require(task.WordNet)));
        IEnumerable<SourceTarget> Examples(IEnumerable<Synset> synsets) => synsets
            .Where(synset => task.PartsOfSpeech.Contains(Name(synset.PartOfSpeech)))
            .Select(synset => new SourceTarget(Source(synset.Lemmas[0], synset.PartOfSpeech), synset.Definition));
        return TaskLoader.Deal("definitions", $"WordNet: {split}", task, seed, Examples(split.Training), Examples(split.Test));
    }
}
