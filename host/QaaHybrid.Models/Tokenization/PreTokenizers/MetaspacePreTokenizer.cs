namespace QaaHybrid.Models;

/// <summary>Where <c>Metaspace</c> puts its sign although the text has no blank.</summary>
internal enum PrependScheme
{
    /// <summary>Nowhere.</summary>
    Never,

    /// <summary>Before the first piece of the text.</summary>
    First,

    /// <summary>Before every piece, those behind added tokens too.</summary>
    Always,
}

/// <summary><c>Metaspace</c>: blanks become a sign (<c>▁</c>), and each begins a new piece.</summary>
internal sealed class MetaspacePreTokenizer(char replacement, PrependScheme scheme, bool split) : PreTokenizer
{
    private readonly SplitPreTokenizer cutter = new(new TextPattern(replacement.ToString()), SplitBehavior.MergedWithNext);

    /// <inheritdoc/>
    protected override void Cut(Piece piece, List<Piece> parts)
    {
        var text = piece.Text.Slice(piece.Start, piece.End);
        text = text.WithText(text.Text.Replace(' ', replacement));
        if (text.Text[0] != replacement && (scheme == PrependScheme.Always || scheme == PrependScheme.First && text.OriginalStart(0) == 0))
            text = PrependNormalizer.Before(text, replacement.ToString());
        var whole = new Piece(text, 0, text.Text.Length);
        if (split)
            parts.AddRange(cutter.Cut([whole]));
        else
            parts.Add(whole);
    }
}
