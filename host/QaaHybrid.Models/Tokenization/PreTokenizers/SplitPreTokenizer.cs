namespace QaaHybrid.Models;

/// <summary><c>Split</c>: at the matches of a string or a pattern.</summary>
internal sealed class SplitPreTokenizer(TextPattern pattern, SplitBehavior behavior, bool invert = false) : PreTokenizer
{
    /// <inheritdoc/>
    protected override void Cut(Piece piece, List<Piece> parts)
    {
        var matches = new List<(int Start, int End)>();
        pattern.Find(piece.Span, matches);
        if (behavior != SplitBehavior.Isolated)
        {
            foreach (var (start, end) in Splitting.Apply(piece.Span.Length, matches, behavior, invert))
                Add(parts, piece, start, end);
            return;
        }
        var done = 0;
        foreach (var (start, end) in matches)
        {
            Add(parts, piece, done, start);
            Add(parts, piece, start, end);
            done = end;
        }
        Add(parts, piece, done, piece.Span.Length);
    }
}
