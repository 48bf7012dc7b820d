using System.Text;

namespace QaaHybrid.Models;

/// <summary>Splits at single code points of a kind: <c>WhitespaceSplit</c>, <c>Punctuation</c>, <c>Digits</c>, and the two steps of BERT's.</summary>
internal sealed class RunePreTokenizer(Func<Rune, bool> delimiter, SplitBehavior behavior) : PreTokenizer
{
    /// <inheritdoc/>
    protected override void Cut(Piece piece, List<Piece> parts)
    {
        var matches = new List<(int Start, int End)>();
        var position = 0;
        foreach (var rune in piece.Span.EnumerateRunes())
        {
            var end = position + rune.Utf16SequenceLength;
            if (delimiter(rune))
                matches.Add((position, end));
            position = end;
        }
        foreach (var (start, end) in Splitting.Apply(piece.Span.Length, matches, behavior, invert: false))
            Add(parts, piece, start, end);
    }
}
