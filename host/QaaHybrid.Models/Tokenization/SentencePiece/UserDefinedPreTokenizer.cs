namespace QaaHybrid.Models;

/// <summary>Cuts SentencePiece's user-defined pieces out of a normalized text; each is a token as it stands.</summary>
internal sealed class UserDefinedPreTokenizer(AddedTokenFinder pieces) : PreTokenizer
{
    /// <inheritdoc/>
    protected override void Cut(Piece piece, List<Piece> parts) => pieces.Split(piece.Text.Slice(piece.Start, piece.End), parts);
}
