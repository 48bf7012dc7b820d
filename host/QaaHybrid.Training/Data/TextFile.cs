using System.Text;

namespace QaaHybrid.Training;

/// <summary>
/// Lines of a UTF-8 file, strictly: a byte that is not UTF-8 is an error with its line, not a silent replacement character.
/// A byte order mark is skipped.
/// </summary>
public static class TextFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The lines of <paramref name="path"/>, read as they are asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bad">What happens with a line that is no text; null refuses it.</param>
    /// <param name="encoding">Null is UTF-8; for older files, an encoding of single bytes.</param>
    /// <exception cref="DataFileException">The file is missing, is UTF-16 or binary, or a line is not UTF-8.</exception>
    public static IEnumerable<TextLine> Lines(string path, BadLines? bad = null, Encoding? encoding = null)
    {
        using var stream = Open(path);
        var buffer = new byte[1 << 16];
        var line = new List<byte>(256);
        var number = 1;
        var first = true;
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            var rest = buffer.AsSpan(0, read);
            if (first)
            {
                rest = rest[SkipMark(path, rest)..];
                first = false;
            }
            while (rest.IndexOf((byte)'\n') is var end and >= 0)
            {
                line.AddRange(rest[..end]);
                rest = rest[(end + 1)..];
                // A span may not live across yield: the remainder is remembered by its length.
                var left = rest.Length;
                if (Decode(path, number, line, bad, encoding) is { } text)
                    yield return new TextLine(number, text);
                number++;
                line.Clear();
                rest = buffer.AsSpan(read - left, left);
            }
            line.AddRange(rest);
        }
        if (line.Count > 0 && Decode(path, number, line, bad, encoding) is { } last)
            yield return new TextLine(number, last);
    }

    /// <summary>The whole text of <paramref name="path"/>, with line feeds as line ends.</summary>
    /// <exception cref="DataFileException">As for <see cref="Lines"/>.</exception>
    public static string ReadAll(string path)
    {
        var text = new StringBuilder();
        foreach (var line in Lines(path))
            text.Append(line.Text.AsSpan().TrimEnd('\r')).Append('\n');
        return text.ToString();
    }

    /// <summary>Opens a file for reading from its beginning.</summary>
    internal static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(path, error is FileNotFoundException or DirectoryNotFoundException
                ? "there is no such file"
                : Directory.Exists(path) ? "is a folder, expected a file"
                : $"cannot be opened: {error.Message}", error);
        }
    }

    /// <summary>The refusal of a path whose extension names no format; a path at which there is no file is refused for that.</summary>
    /// <param name="path">What was named.</param>
    /// <param name="expected">The extensions that are read.</param>
    internal static DataFileException UnknownFormat(string path, string expected) => new(path,
        Directory.Exists(path) ? $"is a folder, expected a file ({expected})"
        : !File.Exists(path) ? "there is no such file or folder"
        : $"'{Path.GetExtension(path)}' is no known format; expected {expected}");

    private static int SkipMark(string path, ReadOnlySpan<byte> start)
    {
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new DataFileException(path, "is UTF-16; save it as UTF-8");
        return start is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
    }

    /// <summary>The line as text; null where it is none and is left out.</summary>
    private static string? Decode(string path, int number, List<byte> line, BadLines? bad, Encoding? encoding)
    {
        try
        {
            return Decode(path, number, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line), encoding ?? Strict);
        }
        catch (DataFileException error) when (bad is not null)
        {
            bad.Note(error);
            return null;
        }
    }

    private static string Decode(string path, int number, ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        if (bytes.Contains((byte)0))
            throw new DataFileException(path, number, "holds a zero byte: this is no text file");
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            var wrong = error.BytesUnknown is [var b, ..] ? $"0x{b:X2}" : "a byte";
            throw new DataFileException(path, number,
                $"is not UTF-8: {wrong} at byte {error.Index + 1} of the line; save the file as UTF-8", error);
        }
    }
}
