namespace QaaHybrid.Training;

/// <summary>
/// Glosses and example sentences of WordNet's training synsets, without headwords. Each gloss and each example is a document of its
/// own, in a seeded order, so that an example, which uses its word, never stands beside the gloss of that word.
/// </summary>
public static class WordNetCorpus
{
    /// <summary>Reads the corpus.</summary>
    /// <param name="folder">WordNet's folder; empty takes the environment's or Debian's.</param>
    /// <exception cref="DataFileException">WordNet is not there or not readable.</exception>
    public static Corpus Read(string folder = "")
    {
        folder = WordNetFolder.Require(folder);
        var split = DefinitionSplit.Of(WordNetReader.Read(folder));
        // A handful of examples read like the gloss of a held-out synset ("bad luck").
        var heldOut = split.Validation.Concat(split.Test).Select(synset => DefinitionSplit.GlossKey(synset.Definition)).ToHashSet();
        var documents = split.Training.Select(synset => synset.Definition)
            .Concat(split.Training.SelectMany(synset => synset.Examples))
            .Where(text => !heldOut.Contains(DefinitionSplit.GlossKey(text)))
            .Distinct(StringComparer.Ordinal).ToArray();
        Shuffle.InPlace<string>(documents, Seeds.Of(0, "wordnet corpus"));
        return new Corpus("wordnet",
            "WordNet 3.0 (Debian package wordnet-base): glosses and example sentences of the training synsets, no headwords; " + split,
            Licence(folder), documents);
    }

    /// <summary>WordNet's licence, as it stands at the head of its data files: two blanks, a line number, the text.</summary>
    private static string Licence(string folder)
    {
        var lines = TextFile.Lines(Path.Combine(folder, "data.noun"))
            .TakeWhile(line => line.Text.StartsWith("  ", StringComparison.Ordinal))
            .Select(line => line.Text.TrimStart().TrimStart([.. "0123456789"]).Trim());
        return string.Join('\n', lines).Trim();
    }
}
