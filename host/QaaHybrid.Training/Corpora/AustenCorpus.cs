using System.Text.RegularExpressions;

namespace QaaHybrid.Training;

/// <summary>
/// Jane Austen's six novels from Debian's package r-cran-janeaustenr (an R package; <c>dpkg -x</c> unpacks it without R). Each chapter is
/// a document, each paragraph a line; headings and underscores for italics are left out.
/// </summary>
public static partial class AustenCorpus
{
    /// <summary>Name of the environment variable that says where the package's data folder is.</summary>
    public const string Variable = "QAAHYBRID_NOVELS";

    private const string Debian = "/usr/lib/R/site-library/janeaustenr/data";

    private const string Notice =
        """
        Emma, Mansfield Park, Northanger Abbey, Persuasion, Pride and Prejudice, Sense and Sensibility by Jane Austen (1775-1817):
        public domain. Collected in the R package janeaustenr, Copyright (c) 2016-2017 Julia Silge, MIT License.
        """;

    /// <summary>Reads the corpus.</summary>
    /// <param name="folder">The folder <c>janeaustenr/data</c>, which holds Rdata.rdb; empty takes the environment's or Debian's.</param>
    /// <exception cref="DataFileException">It is not there or not readable; the message says how to get it.</exception>
    public static Corpus Read(string folder = "")
    {
        folder = DataFolder.Resolve(folder, Variable, Debian);
        var file = Path.Combine(folder, "Rdata.rdb");
        if (!File.Exists(file))
            throw new DataFileException(file, "the novels are not here. Unpack them without R (apt-get download r-cran-janeaustenr; "
                + $"dpkg -x r-cran-janeaustenr_*.deb FOLDER) and name FOLDER{Debian} by {Variable} or the corpus's 'folder'");
        var chapters = RDatabase.CharacterVectors(file).SelectMany(Chapters).ToList();
        return new Corpus("austen", "Jane Austen's six novels (Debian package r-cran-janeaustenr), by chapter", Notice, chapters);
    }

    /// <summary>The chapters of a novel; what stands before the first (title, author, volume) is left out.</summary>
    internal static IEnumerable<string> Chapters(IReadOnlyList<string> lines)
    {
        var start = -1;
        for (var i = 0; i <= lines.Count; i++)
        {
            if (i < lines.Count && !ChapterHeading().IsMatch(lines[i]))
                continue;
            if (start >= 0 && Paragraphs(lines.Skip(start).Take(i - start)) is { Length: > 0 } text)
                yield return text;
            start = i + 1;
        }
    }

    private static string Paragraphs(IEnumerable<string> lines)
    {
        var paragraphs = string.Join('\n', lines).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(paragraph => Blanks().Replace(paragraph.Replace("_", "", StringComparison.Ordinal), " ").Trim())
            .Where(paragraph => paragraph.Any(char.IsLower) && paragraph != "Finis");
        return string.Join('\n', paragraphs);
    }

    [GeneratedRegex(@"^\s*chapter\s+([ivxlc]+|\d+)\.?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex ChapterHeading();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
