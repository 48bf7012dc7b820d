namespace QaaHybrid.Training;

/// <summary>
/// The Brown corpus: 500 texts of about 2,000 words in 15 genres, files <c>ca01</c> … <c>cr09</c> of <c>word/tag</c> separated by white space, a sentence a line. The second
/// letter of the file's name is the genre.
/// </summary>
public static class BrownCorpus
{
    /// <summary>Words that a passage has at least; it ends with a sentence.</summary>
    public const int PassageWords = 60;

    private const string Letters = "abcdefghjklmnpr";

    /// <summary>The genres, in the order of their letters.</summary>
    public static IReadOnlyList<string> Genres { get; } =
    [
        "news", "editorial", "reviews", "religion", "hobbies", "lore", "belles_lettres", "government", "learned", "fiction", "mystery", "science_fiction", "adventure", "romance", "humor",
    ];

    /// <summary>A passage of a text.</summary>
    /// <param name="File">The text's file, <c>ca01</c>.</param>
    /// <param name="Genre">Number of the genre.</param>
    /// <param name="Text">The passage, words separated by blanks.</param>
    public sealed record Passage(string File, int Genre, string Text);

    /// <summary>All passages, texts in the order of their names; what is left at the end of a text is left out.</summary>
    /// <exception cref="DataFileException">There is no text, or a token has no tag.</exception>
    public static IEnumerable<Passage> Read(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Select(path => (Path: path, Name: Path.GetFileName(path)))
            .Where(file => file.Name is ['c', var letter, >= '0' and <= '9', >= '0' and <= '9'] && Letters.Contains(letter, StringComparison.Ordinal)).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw new DataFileException(folder, "holds no text of the Brown corpus (ca01 to cr09)");
        foreach (var (path, name) in files)
        {
            var words = new List<string>();
            foreach (var line in TextFile.Lines(path))
            {
                words.AddRange(line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(token => Word(path, line.Number, token)));
                if (words.Count < PassageWords)
                    continue;
                yield return new Passage(name, Letters.IndexOf(name[1], StringComparison.Ordinal), string.Join(' ', words));
                words.Clear();
            }
        }
    }

    // The word may hold slashes itself ("1/2/cd"); quotes are written as in TeX.
    private static string Word(string path, int line, string token) => token.LastIndexOf('/') is var slash and > 0
        ? token[..slash] is "``" or "''" ? "\"" : token[..slash]
        : throw new DataFileException(path, line, $"'{token}' is no word/tag");
}
