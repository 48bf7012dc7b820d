using System.Text;

namespace QaaHybrid.Models;

/// <summary>Writes a new text out of an older one, and notes for each unit which stretch of the older one it stands for.</summary>
/// <param name="source">The older text.</param>
internal sealed class AlignedTextBuilder(AlignedText source)
{
    private readonly StringBuilder text = new(source.Text.Length + 8);
    private readonly List<int> starts = new(source.Text.Length + 8);
    private readonly List<int> ends = new(source.Text.Length + 8);

    /// <summary>Units written so far.</summary>
    public int Length => text.Length;

    /// <summary>Writes <paramref name="written"/>, which stands for the units from <paramref name="start"/> to <paramref name="end"/> of the source.</summary>
    public void Append(ReadOnlySpan<char> written, int start, int end)
    {
        var (originalStart, originalEnd) = source.Original(start, end);
        text.Append(written);
        for (var i = 0; i < written.Length; i++)
        {
            starts.Add(originalStart);
            ends.Add(originalEnd);
        }
    }

    /// <summary>Writes one code point.</summary>
    public void Append(Rune rune, int start, int end)
    {
        Span<char> units = stackalloc char[2];
        Append(units[..rune.EncodeToUtf16(units)], start, end);
    }

    /// <summary>Writes the units from <paramref name="start"/> to <paramref name="end"/> of the source as they stand.</summary>
    public void Copy(int start, int end)
    {
        text.Append(source.Text.AsSpan(start, end - start));
        for (var i = start; i < end; i++)
        {
            starts.Add(source.OriginalStart(i));
            ends.Add(source.OriginalEnd(i));
        }
    }

    /// <summary>What was written.</summary>
    public AlignedText Build() => new(text.ToString(), [.. starts], [.. ends], 0);
}
