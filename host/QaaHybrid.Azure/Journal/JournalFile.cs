using System.Globalization;
using System.Text;
using System.Text.Json;
using QaaHybrid.Files;

namespace QaaHybrid.Azure;

/// <summary>
/// The file behind a journal: lines that are only ever appended, each on the disk before the call returns. Several processes may append to it. What follows
/// the last line feed is a line that a process was writing when it died: it is not read, and the next line takes its place.
/// </summary>
/// <param name="path">Where it lies; it is made by the first line.</param>
internal sealed class JournalFile(string path)
{
    // Long enough for a slow disk; a process that died holds nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int ShownLetters = 80;

    private long _read;
    private int _lines;

    public string Path { get; } = path;

    /// <summary>The lines that were added since the last call.</summary>
    /// <exception cref="InvalidDataException">A line is none of a journal; file and line are named.</exception>
    public void Read(Action<JournalLine> each)
    {
        if (!File.Exists(Path))
            return;
        using var stream = Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Read(stream, each);
    }

    /// <summary>Keeps other processes off, reads what they have added, and appends what <paramref name="compose"/> then makes of it.</summary>
    /// <param name="each">Gets the lines that others added, then those that are appended.</param>
    /// <param name="compose">Gives what to append.</param>
    /// <exception cref="FileWriteException">The disk is full, the file may not be written, or another process does not let go of it.</exception>
    public void Append(Action<JournalLine> each, Func<IEnumerable<JournalLine>> compose)
    {
        using var stream = FileWriteException.Guard(Path, () => Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        Read(stream, each);
        foreach (var line in compose())
        {
            var bytes = line.ToBytes();
            FileWriteException.Guard(Path, () => Append(stream, bytes));
            Take(bytes.AsSpan(0, bytes.Length - 1), each);
        }
    }

    private void Append(FileStream stream, byte[] line)
    {
        if (stream.Length > _read)
            stream.SetLength(_read);
        stream.Position = _read;
        stream.Write(line);
        stream.Flush(flushToDisk: true);
    }

    private void Read(FileStream stream, Action<JournalLine> each)
    {
        if (stream.Length < _read)
            throw new InvalidDataException($"{Path} has become shorter: a journal of jobs is only ever appended to. Bring the file back as it was");
        var bytes = new byte[stream.Length - _read];
        stream.Position = _read;
        stream.ReadExactly(bytes);
        for (int start = 0, end; (end = bytes.AsSpan(start).IndexOf((byte)'\n')) >= 0; start += end + 1)
            Take(bytes.AsSpan(start, end), each);
    }

    private void Take(ReadOnlySpan<byte> line, Action<JournalLine> each)
    {
        try
        {
            each(JournalLine.Parse(line));
        }
        catch (JsonException error)
        {
            throw new InvalidDataException(
                $"{Path}, line {(_lines + 1).ToString(CultureInfo.InvariantCulture)}: '{Shortened(Encoding.UTF8.GetString(line))}' is no line of a journal of jobs ({Reason(error)}). " +
                "The journal says which jobs are paid for: mend the line from a copy, do not take it out", error);
        }
        _lines++;
        _read += line.Length + 1;
    }

    // What the reader of JSON says of its own place in the line helps nobody.
    private static string Reason(JsonException error) => error.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.');

    // What is no text is not shown as it is: terminals obey it.
    private static string Shortened(string line) => string.Concat(line.Take(ShownLetters).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)) + (line.Length <= ShownLetters ? "" : " …");

    private FileStream Open(FileMode mode, FileAccess access, FileShare share)
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
            try
            {
                return new FileStream(Path, mode, access, share, bufferSize: 0);
            }
            catch (IOException error) when (FileLock.IsHeld(error) && Environment.TickCount64 < deadline)
            {
                Thread.Sleep(1);
            }
    }
}
