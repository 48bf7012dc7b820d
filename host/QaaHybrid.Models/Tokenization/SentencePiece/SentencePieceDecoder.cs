using System.Text;

namespace QaaHybrid.Models;

/// <summary>
/// SentencePiece's own decoding: control pieces give nothing, the unknown one <c> ⁇ </c>, runs of bytes their characters, and the blank that was put
/// before the text goes; where the normalizer removes blanks, all that stand at the beginning go.
/// </summary>
internal sealed class SentencePieceDecoder(SentencePieceProto proto) : TokenDecoder
{
    private const char Sign = '\u2581';

    private readonly ByteFallbackDecoder bytes = new();
    private readonly Dictionary<string, PieceType> marks = proto.Pieces.Where(piece => piece.Type is PieceType.Control or PieceType.Unknown)
        .ToDictionary(piece => piece.Text, piece => piece.Type, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override List<string> Decode(List<string> tokens)
    {
        var text = new StringBuilder();
        var removed = false;
        foreach (var token in bytes.Decode(tokens))
            if (marks.TryGetValue(token, out var type))
                text.Append(type == PieceType.Control ? "" : proto.UnknownSurface);
            else
            {
                var piece = token;
                if (text.Length == 0 && !removed && (proto.AddDummyPrefix || proto.RemoveExtraWhitespaces) && piece.StartsWith(Sign))
                {
                    piece = piece[1..];
                    removed = !proto.RemoveExtraWhitespaces;
                }
                text.Append(piece.Replace(Sign, ' '));
            }
        return [text.ToString()];
    }
}
