namespace QaaHybrid.Training;

/// <summary>Single words that share a meaning with a word, in WordNet 3.0; inflected words are led back to their entries (morphy).</summary>
public sealed class WordNetSynonyms
{
    private static readonly PartOfSpeech[] Parts = [PartOfSpeech.Noun, PartOfSpeech.Verb, PartOfSpeech.Adjective, PartOfSpeech.Adverb];

    private readonly Dictionary<(PartOfSpeech, string), List<IReadOnlyList<string>>> entries = [];
    private readonly Dictionary<string, HashSet<string>> asked = [];
    private readonly Lock gate = new();
    private readonly Morphy morphy;

    private WordNetSynonyms(string folder)
    {
        foreach (var synset in WordNetReader.Read(folder))
        {
            var words = synset.Lemmas.Where(lemma => !lemma.Contains(' ')).ToList();
            foreach (var lemma in synset.Lemmas)
            {
                var key = (synset.PartOfSpeech, lemma.ToLowerInvariant());
                if (!entries.TryGetValue(key, out var meanings))
                    entries.Add(key, meanings = []);
                meanings.Add(words);
            }
        }
        morphy = new Morphy(folder, (part, word) => entries.ContainsKey((part, word)));
    }

    /// <summary>Reads WordNet; about a second.</summary>
    /// <param name="folder">The folder that holds the data files and lists of exceptions; see <see cref="WordNetFolder"/>.</param>
    /// <exception cref="DataFileException">A file is missing or a line is not in WordNet's format.</exception>
    public static WordNetSynonyms Read(string folder) => new(folder);

    /// <summary>The single words of all meanings of all parts of speech, as WordNet writes them (names keep their capitals).</summary>
    /// <param name="word">A word, inflected or not.</param>
    public IReadOnlySet<string> Of(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        word = word.ToLowerInvariant();
        lock (gate)
        {
            if (!asked.TryGetValue(word, out var synonyms))
                asked.Add(word, synonyms = [.. Parts.SelectMany(part => morphy.Entries(part, word).SelectMany(entry => entries[(part, entry)])).SelectMany(words => words)]);
            return synonyms;
        }
    }
}
