namespace QaaHybrid.Models;

/// <summary>A stretch of a text that goes through pre-tokenizers and models as a unit.</summary>
/// <param name="Text">The text.</param>
/// <param name="Start">First unit of the stretch.</param>
/// <param name="End">Behind its last unit.</param>
/// <param name="Token">Id of the added token that it is; -1 for ordinary text.</param>
internal readonly record struct Piece(AlignedText Text, int Start, int End, int Token = -1)
{
    /// <summary>The units.</summary>
    public ReadOnlySpan<char> Span => Text.Text.AsSpan(Start, End - Start);

    /// <summary>The stretch of the original text.</summary>
    public (int Start, int End) Original => Text.Original(Start, End);
}
