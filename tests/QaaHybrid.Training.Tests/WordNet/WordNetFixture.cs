namespace QaaHybrid.Training.Tests;

/// <summary>Small files in WordNet's format, with made-up words.</summary>
internal static class WordNetFixture
{
    private const string Licence = "  1 This is a made-up licence.  \n  2   \n  3 It has three lines.  \n";

    public static void Write(TemporaryFolder folder, string nouns, string verbs = "", string adjectives = "", string adverbs = "")
    {
        foreach (var (name, lines) in new[] { ("noun", nouns), ("verb", verbs), ("adj", adjectives), ("adv", adverbs) })
            folder.Write("data." + name, Licence + lines);
    }

    /// <summary>One line: an offset, the words and the gloss.</summary>
    public static string Line(int offset, string words, string gloss, char type = 'n')
    {
        var list = words.Split(' ');
        return FormattableString.Invariant($"{offset:00000000} 03 {type} {list.Length:x2} {string.Join(" ", list.Select(word => word + " 0"))} 001 @ 00000001 n 0000 | {gloss}  \n");
    }

    /// <summary>Synsets with words and glosses of their own: each is a component.</summary>
    public static string Many(int count, int start = 100) => string.Concat(Enumerable.Range(start, count)
        .Select(i => Line(i, FormattableString.Invariant($"word{i} other{i}"), FormattableString.Invariant($"the thing with number {i}; \"word{i} is here\""))));
}
