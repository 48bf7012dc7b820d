namespace QaaHybrid.Training;

/// <summary>One meaning in WordNet: the words that share it, and its gloss.</summary>
/// <param name="PartOfSpeech">noun, verb, adjective or adverb.</param>
/// <param name="Offset">Its byte offset in the data file, WordNet's own identifier within a part of speech.</param>
/// <param name="Lemmas">The words, blanks for underscores, without syntactic markers such as "(p)"; at least one.</param>
/// <param name="Definition">The gloss without its examples.</param>
/// <param name="Examples">Example sentences of the gloss, without their quotes; may be empty.</param>
public sealed record Synset(
    PartOfSpeech PartOfSpeech, int Offset, IReadOnlyList<string> Lemmas, string Definition, IReadOnlyList<string> Examples)
{
    /// <summary>Number of the lexicographer file that it comes from, 0 to 44: its supersense, see <see cref="Supersenses"/>.</summary>
    public int LexicographerFile { get; init; }
}
