using System.Text.RegularExpressions;

namespace QaaHybrid.Models;

/// <summary>
/// <c>ByteLevel</c>: GPT-2's cut. Its bytes are spelt in the <see cref="ByteAlphabet"/> by the model behind it, not here.
/// </summary>
/// <param name="addPrefixSpace">Whether a piece that does not begin with a blank gets one.</param>
/// <param name="useRegex">Whether <see cref="Gpt2Pattern"/> cuts; otherwise an earlier step has.</param>
internal sealed partial class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : PreTokenizer
{
    private static readonly SplitPreTokenizer Gpt2Split = new(new TextPattern(Gpt2Pattern), SplitBehavior.Isolated);

    /// <summary>
    /// GPT-2's pattern: English contractions, then letters, digits or other signs with at most one blank before them, then white space.
    /// </summary>
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    public static partial Regex Gpt2Pattern { get; }

    /// <inheritdoc/>
    protected override void Cut(Piece piece, List<Piece> parts)
    {
        if (addPrefixSpace && piece.Span[0] != ' ')
        {
            var text = PrependNormalizer.Before(piece.Text.Slice(piece.Start, piece.End), " ");
            piece = new Piece(text, 0, text.Text.Length);
        }
        if (useRegex)
            parts.AddRange(Gpt2Split.Cut([piece]));
        else
            parts.Add(piece);
    }
}
