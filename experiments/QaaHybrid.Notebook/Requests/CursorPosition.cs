using System.Text;

namespace QaaHybrid.Notebook.Requests;

/// <summary>The protocol counts Unicode characters, C# counts UTF-16 units: a character outside the first plane is one there and two here.</summary>
internal static class CursorPosition
{
    /// <summary>From the protocol's count to an index.</summary>
    public static int ToIndex(string text, int position)
    {
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (position-- <= 0)
                break;
            index += rune.Utf16SequenceLength;
        }
        return index;
    }

    /// <summary>From an index to the protocol's count.</summary>
    public static int FromIndex(string text, int index)
    {
        var position = 0;
        foreach (var _ in text.AsSpan(0, index).EnumerateRunes())
            position++;
        return position;
    }
}
