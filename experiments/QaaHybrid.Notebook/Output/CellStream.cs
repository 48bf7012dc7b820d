using System.Text;
using System.Text.Json.Nodes;
using QaaHybrid.Notebook.Messaging;

namespace QaaHybrid.Notebook.Output;

/// <summary>
/// Standard output or standard error of one cell: what is written within a short while goes out as one message, so that a loop that prints is no flood
/// and a person sees every line at once.
/// </summary>
internal sealed class CellStream
{
    private const int Head = 1_000_000;
    private const int Tail = 20_000;
    private const int FlushAt = 16_384;
    private static readonly TimeSpan FlushAfter = TimeSpan.FromMilliseconds(40);

    private readonly string _name;
    private readonly Channels _channels;
    private readonly Request _parent;
    private readonly Lock _gate = new();
    private readonly StringBuilder _buffer = new();
    private readonly BoundedText _bounds = new(Head, Tail);
    private bool _flushComes;

    /// <summary>A stream of a cell.</summary>
    /// <param name="name"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="channels">Where it goes.</param>
    /// <param name="parent">The cell's request.</param>
    public CellStream(string name, Channels channels, Request parent) => (_name, _channels, _parent) = (name, channels, parent);

    /// <summary>Takes text; it is seen a moment later.</summary>
    public void Write(string text)
    {
        if (text.Length == 0)
            return;
        // In a finally block: a thread that is made to stop is not stopped there, and the buffer stays whole.
        try
        {
        }
        finally
        {
            lock (_gate)
            {
                _buffer.Append(_bounds.Pass(text));
                if (_buffer.Length >= FlushAt)
                    FlushBuffer();
                else if (!_flushComes && _buffer.Length > 0)
                {
                    _flushComes = true;
                    _ = FlushSoonAsync();
                }
            }
        }
    }

    /// <summary>Sends what was written so far.</summary>
    public void Flush()
    {
        lock (_gate)
            FlushBuffer();
    }

    /// <summary>Sends everything, and says what was cut.</summary>
    public void End()
    {
        lock (_gate)
        {
            _buffer.Append(_bounds.End());
            FlushBuffer();
        }
    }

    private async Task FlushSoonAsync()
    {
        await Task.Delay(FlushAfter).ConfigureAwait(false);
        lock (_gate)
        {
            _flushComes = false;
            FlushBuffer();
        }
    }

    private void FlushBuffer()
    {
        if (_buffer.Length == 0)
            return;
        // The first half of a character waits for the second.
        var half = char.IsHighSurrogate(_buffer[^1]) ? _buffer[^1].ToString() : "";
        var text = _buffer.ToString(0, _buffer.Length - half.Length);
        _buffer.Clear().Append(half);
        if (text.Length > 0)
            _channels.Publish("stream", new JsonObject { ["name"] = _name, ["text"] = text }, _parent);
    }
}
