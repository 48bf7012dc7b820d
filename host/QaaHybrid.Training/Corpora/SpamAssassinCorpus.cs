using System.Text;

namespace QaaHybrid.Training;

/// <summary>
/// SpamAssassin's public corpus of e-mails: folders <c>easy-ham-1</c>, <c>easy-ham-2</c>, <c>hard-ham-1</c>, <c>spam-1</c>, <c>spam-2</c> of raw mails. Of a mail the subject and the
/// body are read: the other headers tell on which machine it was collected.
/// </summary>
public static class SpamAssassinCorpus
{
    private static readonly (string Folder, bool Spam)[] Folders = [("easy-ham-1", false), ("easy-ham-2", false), ("hard-ham-1", false), ("spam-1", true), ("spam-2", true)];

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>What the classes are called: 0 is <c>ham</c>, 1 is <c>spam</c>.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["ham", "spam"];

    /// <summary>A mail.</summary>
    /// <param name="Name">Folder and file.</param>
    /// <param name="IsSpam">What it was judged to be.</param>
    /// <param name="Text">Subject, a line feed, body.</param>
    public sealed record Mail(string Name, bool IsSpam, string Text);

    /// <summary>All mails, folders and files in the order of their names; mails without text are left out.</summary>
    /// <exception cref="DataFileException">A folder is missing or empty.</exception>
    public static IEnumerable<Mail> Read(string folder)
    {
        foreach (var (name, spam) in Folders)
        {
            var path = Path.Combine(folder, name);
            var files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.txt").Order(StringComparer.Ordinal).ToList() : [];
            if (files.Count == 0)
                throw new DataFileException(path, "holds no mail (*.txt)");
            foreach (var file in files)
                if (Text(Decode(File.ReadAllBytes(file))) is { Length: > 0 } text)
                    yield return new Mail($"{name}/{Path.GetFileName(file)}", spam, text);
        }
    }

    /// <summary>Subject and body of a raw mail; headers end at the first empty line, and a header that goes on starts its line with a blank.</summary>
    internal static string Text(string mail)
    {
        var lines = mail.ReplaceLineEndings("\n").Split('\n');
        var end = Array.FindIndex(lines, line => line.Length == 0);
        var headers = end < 0 ? lines : lines[..end];
        var subject = Array.FindIndex(headers, line => line.StartsWith("Subject:", StringComparison.OrdinalIgnoreCase));
        var title = subject < 0 ? "" : string.Concat(headers[subject]["Subject:".Length..], string.Concat(headers.Skip(subject + 1).TakeWhile(line => line[0] is ' ' or '\t')));
        return $"{title.Trim()}\n{(end < 0 ? "" : string.Join('\n', lines[end..]).Trim())}".Trim();
    }

    // Mails say their encodings header by header, and often wrongly: what is no UTF-8 is read byte by byte.
    private static string Decode(byte[] bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
