namespace QaaHybrid.Models;

/// <summary>
/// A text and, for each of its UTF-16 units, the stretch of the original text that it comes from. Normalizers give a new one; offsets of
/// tokens lead back through it.
/// </summary>
internal sealed class AlignedText
{
    private readonly int[]? starts;
    private readonly int[]? ends;
    private readonly int first;

    /// <summary>A stretch of an original text that stands as it was.</summary>
    /// <param name="text">The stretch.</param>
    /// <param name="first">Where it begins in the original.</param>
    public AlignedText(string text, int first = 0) => (Text, this.first) = (text, first);

    internal AlignedText(string text, int[]? starts, int[]? ends, int first) => (Text, this.starts, this.ends, this.first) = (text, starts, ends, first);

    /// <summary>The text as it stands now.</summary>
    public string Text { get; }

    /// <summary>Where the unit at <paramref name="index"/> begins in the original.</summary>
    public int OriginalStart(int index) => starts is null ? first + index : starts[first + index];

    /// <summary>Where the unit at <paramref name="index"/> ends in the original.</summary>
    public int OriginalEnd(int index) => ends is null ? first + index + 1 : ends[first + index];

    /// <summary>The original stretch of the units from <paramref name="start"/> to <paramref name="end"/>, which is behind the last one.</summary>
    public (int Start, int End) Original(int start, int end) => start < end
        ? (OriginalStart(start), OriginalEnd(end - 1))
        : (start < Text.Length ? OriginalStart(start) : 0, start < Text.Length ? OriginalStart(start) : 0);

    /// <summary>A part of it.</summary>
    public AlignedText Slice(int start, int end) => start == 0 && end == Text.Length ? this : new AlignedText(Text[start..end], starts, ends, first + start);

    /// <summary>Another text of the same length, unit for unit in the same places.</summary>
    public AlignedText WithText(string text) => new(text, starts, ends, first);
}
