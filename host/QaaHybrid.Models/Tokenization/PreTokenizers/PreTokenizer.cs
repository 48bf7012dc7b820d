using System.Runtime.InteropServices;

namespace QaaHybrid.Models;

/// <summary>Cuts a normalized text into the pieces that a model sees; one of the <c>pre_tokenizer</c> steps of a <c>tokenizer.json</c>.</summary>
internal abstract class PreTokenizer
{
    /// <summary>Cuts every ordinary piece; added tokens and empty pieces are no business of a step.</summary>
    public List<Piece> Cut(List<Piece> pieces)
    {
        var result = new List<Piece>(Math.Max(pieces.Count, 16));
        foreach (var piece in CollectionsMarshal.AsSpan(pieces))
            if (piece.Token >= 0)
                result.Add(piece);
            else
                Cut(piece, result);
        return result;
    }

    /// <summary>Cuts one piece and appends the parts that are not empty.</summary>
    protected abstract void Cut(Piece piece, List<Piece> parts);

    /// <summary>Appends a part of a piece where it is not empty; places count from the piece's start.</summary>
    protected static void Add(List<Piece> parts, Piece piece, int start, int end)
    {
        if (start < end)
            parts.Add(new Piece(piece.Text, piece.Start + start, piece.Start + end));
    }
}
