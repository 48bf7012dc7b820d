using System.Globalization;
using System.Text;

namespace QaaHybrid.Notebook.Output;

/// <summary>
/// Lets text through up to a limit, then keeps only its end: a cell that prints without end fills neither the notebook nor the memory, and still
/// shows how it ended.
/// </summary>
/// <param name="head">Characters that pass at once.</param>
/// <param name="tail">Characters of the rest that come at the end.</param>
internal sealed class BoundedText(int head, int tail)
{
    private readonly Queue<char> _end = new();
    private long _passed;
    private long _held;

    /// <summary>What of <paramref name="text"/> is to be shown now.</summary>
    public string Pass(string text)
    {
        if (_passed + text.Length <= head)
        {
            _passed += text.Length;
            return text;
        }
        var first = _held == 0;
        var cut = (int)Math.Max(0, head - _passed);
        // Never between the halves of a character.
        if (cut > 0 && char.IsHighSurrogate(text[cut - 1]))
            cut--;
        _passed = head;
        Hold(text.AsSpan(cut));
        return first
            ? text[..cut] + string.Create(CultureInfo.InvariantCulture, $"\n[more than {head:#,0} characters; what follows is held back, its end comes when the cell ends]\n")
            : "";
    }

    /// <summary>What is still to be shown when nothing more comes; empty where everything has passed.</summary>
    public string End()
    {
        if (_held == 0)
            return "";
        var text = new string([.. _end]);
        if (char.IsLowSurrogate(text[0]))
            text = text[1..];
        var lost = _held - text.Length;
        (_held, _passed) = (0, 0);
        _end.Clear();
        return lost == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"[{lost:#,0} characters were cut here]\n") + text;
    }

    private void Hold(ReadOnlySpan<char> text)
    {
        _held += text.Length;
        if (text.Length > tail)
            text = text[^tail..];
        foreach (var character in text)
            _end.Enqueue(character);
        while (_end.Count > tail)
            _end.Dequeue();
    }
}
