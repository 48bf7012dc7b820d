namespace QaaHybrid.Models;

/// <summary>Turns matches of a delimiter into the parts of a text.</summary>
internal static class Splitting
{
    /// <summary>The parts, first to last; empty ones may be among them.</summary>
    /// <param name="length">Length of the text.</param>
    /// <param name="matches">Matches, first to last.</param>
    /// <param name="behavior">What becomes of the delimiters.</param>
    /// <param name="invert">Whether the matches are the parts and what lies between them the delimiters.</param>
    public static List<(int Start, int End)> Apply(int length, List<(int Start, int End)> matches, SplitBehavior behavior, bool invert)
    {
        var segments = Segments(length, matches, invert);
        return behavior switch
        {
            SplitBehavior.Removed => [.. segments.Where(segment => !segment.Delimiter).Select(segment => (segment.Start, segment.End))],
            SplitBehavior.Isolated => segments.ConvertAll(segment => (segment.Start, segment.End)),
            SplitBehavior.Contiguous => Join(segments, (delimiter, previous) => delimiter == previous),
            SplitBehavior.MergedWithPrevious => Join(segments, (delimiter, previous) => delimiter && !previous),
            _ => JoinBackwards(segments),
        };
    }

    private static List<(int Start, int End, bool Delimiter)> Segments(int length, List<(int Start, int End)> matches, bool invert)
    {
        var segments = new List<(int Start, int End, bool Delimiter)>(2 * matches.Count + 1);
        var done = 0;
        foreach (var (start, end) in matches)
        {
            if (done < start)
                segments.Add((done, start, invert));
            segments.Add((start, end, !invert));
            done = end;
        }
        if (done < length)
            segments.Add((done, length, invert));
        return segments;
    }

    // The text is taken to have no delimiter before it.
    private static List<(int Start, int End)> Join(List<(int Start, int End, bool Delimiter)> segments, Func<bool, bool, bool> joins)
    {
        var parts = new List<(int Start, int End)>();
        var previous = false;
        foreach (var (start, end, delimiter) in segments)
        {
            if (joins(delimiter, previous) && parts.Count > 0)
                parts[^1] = (parts[^1].Start, end);
            else
                parts.Add((start, end));
            previous = delimiter;
        }
        return parts;
    }

    private static List<(int Start, int End)> JoinBackwards(List<(int Start, int End, bool Delimiter)> segments)
    {
        var parts = new List<(int Start, int End)>();
        var next = false;
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var (start, end, delimiter) = segments[i];
            if (delimiter && !next && parts.Count > 0)
                parts[^1] = (start, parts[^1].End);
            else
                parts.Add((start, end));
            next = delimiter;
        }
        parts.Reverse();
        return parts;
    }
}
