using System.Xml;
using System.Xml.Linq;

namespace QaaHybrid.Training;

/// <summary>
/// WebNLG's and DART's XML: <c>benchmark/entries/entry</c> with <c>modifiedtripleset/mtriple</c> (<c>subject | relation | object</c>) and one <c>lex</c> or several. The
/// text of a <c>lex</c> stands in it directly, or in a child <c>text</c> (WebNLG's later versions); one that is marked <c>bad</c> is left out.
/// </summary>
public static class TripleXml
{
    /// <summary>An example for every text, entries in the order of the file, read one by one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bad">What happens with a bad entry.</param>
    /// <exception cref="DataFileException">The file is no XML, or an entry has no triple, a triple that is none, or no text; the line is named.</exception>
    public static IEnumerable<SourceTarget> Read(string path, BadLines bad)
    {
        foreach (var (line, source, texts) in bad.Select(Entries(path), entry => Parse(path, entry)))
            foreach (var text in bad.Select(texts, text => SourceTargetFile.Checked(path, line, "lex", text)))
                yield return new SourceTarget(source, text);
    }

    private static IEnumerable<(int Line, XElement Entry)> Entries(string path)
    {
        using var stream = TextFile.Open(path);
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { IgnoreWhitespace = true });
        while (Next(path, reader) is { } entry)
            yield return entry;
    }

    private static (int Line, XElement Entry)? Next(string path, XmlReader reader)
    {
        try
        {
            // Reading an entry leaves the reader on what follows, which may be the next one.
            if (!(reader.NodeType == XmlNodeType.Element && reader.Name == "entry") && !reader.ReadToFollowing("entry"))
                return null;
            var line = ((IXmlLineInfo)reader).LineNumber;
            return (line, (XElement)XNode.ReadFrom(reader));
        }
        catch (XmlException error)
        {
            // Behind broken XML nothing can be read: it is an error of the file, also where bad lines are left out.
            throw new DataFileException(path, FormattableString.Invariant($"line {error.LineNumber} is no well-formed XML: {error.Message}"), error);
        }
    }

    private static (int Line, string Source, IReadOnlyList<string> Texts) Parse(string path, (int Line, XElement Entry) item)
    {
        var triples = item.Entry.Elements("modifiedtripleset").Elements("mtriple").Select(triple => triple.Value.Split(" | ") switch
        {
            [var subject, var relation, var target] => (subject, relation, target),
            _ => throw new DataFileException(path, item.Line, $"the triple '{triple.Value}' of this entry is not 'subject | relation | object'"),
        }).ToList();
        var texts = item.Entry.Elements("lex").Where(lex => (string?)lex.Attribute("comment") != "bad").Select(lex => (lex.Element("text") ?? lex).Value).ToList();
        return triples.Count > 0 && texts.Count > 0
            ? (item.Line, TripleText.Of(triples), texts)
            : throw new DataFileException(path, item.Line, FormattableString.Invariant($"this entry has {triples.Count} triples and {texts.Count} texts; expected at least one of each"));
    }
}
