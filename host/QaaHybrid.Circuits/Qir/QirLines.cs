namespace QaaHybrid.Circuits;

/// <summary>Lines of a text, one at a time, out of one buffer: 200 MB of QIR go through without 200 MB of strings.</summary>
internal sealed class QirLines(TextReader reader)
{
    private char[] _buffer = new char[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Number of the line that <see cref="TryRead"/> gave last, counted from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line without its end; valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<char> line)
    {
        var scanned = 0;
        while (true)
        {
            var newline = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf('\n');
            if (newline >= 0)
                return Take(scanned + newline, 1, out line);
            scanned = _end - _start;
            if (_ended)
                return scanned > 0 ? Take(scanned, 0, out line) : None(out line);
            Fill();
        }
    }

    private bool Take(int length, int terminator, out ReadOnlySpan<char> line)
    {
        line = _buffer.AsSpan(_start, length);
        if (line is [.., '\r'])
            line = line[..^1];
        _start += length + terminator;
        Number++;
        return true;
    }

    private static bool None(out ReadOnlySpan<char> line)
    {
        line = default;
        return false;
    }

    private void Fill()
    {
        var kept = _end - _start;
        if (kept == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        else
            Array.Copy(_buffer, _start, _buffer, 0, kept);
        (_start, _end) = (0, kept);
        var read = reader.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
    }
}
