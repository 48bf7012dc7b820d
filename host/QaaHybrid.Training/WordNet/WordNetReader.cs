using System.Globalization;
using System.Text.RegularExpressions;

namespace QaaHybrid.Training;

/// <summary>
/// Reads WordNet 3.0's data files (<c>data.noun</c>, <c>data.verb</c>, <c>data.adj</c>, <c>data.adv</c>; the format is described in
/// WordNet's manual page wndb(5)). Licence lines start with two blanks; the number of words is hexadecimal; the gloss stands after <c>|</c>.
/// </summary>
public static partial class WordNetReader
{
    private static readonly (PartOfSpeech Part, string File)[] Files =
    [
        (PartOfSpeech.Noun, "data.noun"), (PartOfSpeech.Verb, "data.verb"), (PartOfSpeech.Adjective, "data.adj"), (PartOfSpeech.Adverb, "data.adv"),
    ];

    /// <summary>All synsets of the folder: nouns, verbs, adjectives, adverbs, each in the order of its file.</summary>
    /// <param name="folder">The folder that holds the data files; see <see cref="WordNetFolder"/>.</param>
    /// <exception cref="DataFileException">A file is missing or a line is not in WordNet's format.</exception>
    public static IReadOnlyList<Synset> Read(string folder)
    {
        var synsets = new List<Synset>();
        foreach (var (part, name) in Files)
        {
            var path = Path.Combine(folder, name);
            foreach (var (number, text) in TextFile.Lines(path))
                if (text.Length > 0 && !text.StartsWith("  ", StringComparison.Ordinal))
                    synsets.Add(Parse(path, number, part, text));
        }
        return synsets;
    }

    /// <summary>Format: <c>offset lex_filenum ss_type w_cnt word lex_id [word lex_id …] p_cnt … | gloss</c>.</summary>
    private static Synset Parse(string path, int line, PartOfSpeech part, string text)
    {
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0)
            throw new DataFileException(path, line, "has no '|' before a gloss: this is not WordNet's data format");
        var fields = text[..bar].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 6
            || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var file)
            || !int.TryParse(fields[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var words)
            || words < 1 || fields.Length < 4 + 2 * words)
            throw new DataFileException(path, line, "does not start with offset, file number, type, word count and words");
        var lemmas = new string[words];
        for (var i = 0; i < words; i++)
            lemmas[i] = Marker().Replace(fields[4 + 2 * i], "").Replace('_', ' ');
        var (definition, examples) = Gloss.Split(text[(bar + 1)..]);
        if (definition.Length == 0)
            throw new DataFileException(path, line, "has an empty gloss");
        return new Synset(part, offset, lemmas, definition, examples) { LexicographerFile = file };
    }

    /// <summary>Syntactic markers of adjectives: (a) prenominal, (p) predicative, (ip) postnominal.</summary>
    [GeneratedRegex(@"\((a|p|ip)\)$")]
    private static partial Regex Marker();
}
