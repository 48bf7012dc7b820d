namespace QaaHybrid.Training;

/// <summary>
/// Progress for a person: on a terminal one line with a bar that is written over, a few times a second; elsewhere (a file, a build
/// server) a plain line every few seconds.
/// </summary>
public sealed class ConsoleProgress : IProgressSink
{
    private const int BarWidth = 24;
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    private readonly TextWriter writer;
    private readonly bool terminal;
    private readonly Func<int> width;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private long? written;
    private bool barShown;

    /// <summary>Progress on <paramref name="writer"/>, usually standard error.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="terminal">Whether lines can be written over.</param>
    /// <param name="width">Columns of the terminal, asked for at every line; null means 100.</param>
    /// <param name="clock">What tells when the next line is due.</param>
    public ConsoleProgress(TextWriter writer, bool terminal, Func<int>? width = null, TimeProvider? clock = null)
    {
        (this.writer, this.terminal) = (writer, terminal);
        this.width = width ?? (() => 100);
        this.clock = clock ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public void Say(string line)
    {
        lock (gate)
        {
            Clear();
            writer.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public void Report(ProgressReport report)
    {
        lock (gate)
        {
            var last = report.Done >= report.Total;
            var interval = terminal ? TerminalInterval : PlainInterval;
            if (!last && written is { } before && clock.GetElapsedTime(before) < interval)
                return;
            written = clock.GetTimestamp();
            if (!terminal)
                writer.WriteLine(report.ToString());
            else
            {
                var line = $"{Bar(report)} {report}";
                var columns = Math.Max(20, width() - 1);
                // Carriage return, erase the line: whatever stood there may have been longer.
                writer.Write("\r\u001b[2K" + (line.Length > columns ? line[..columns] : line));
                barShown = true;
                if (last)
                    EndBar();
            }
            writer.Flush();
        }
    }

    private static string Bar(ProgressReport report)
    {
        var filled = (int)((long)report.Done * BarWidth / Math.Max(1, report.Total));
        return new string('█', filled) + new string('░', BarWidth - filled);
    }

    private void Clear()
    {
        if (!barShown)
            return;
        writer.Write("\r\u001b[2K");
        barShown = false;
    }

    private void EndBar()
    {
        writer.WriteLine();
        barShown = false;
    }
}
