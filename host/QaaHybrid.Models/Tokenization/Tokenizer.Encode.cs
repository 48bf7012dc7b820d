using System.Runtime.InteropServices;

namespace QaaHybrid.Models;

public sealed partial class Tokenizer
{
    /// <summary>Encodes a text, or a pair of texts, as the template says.</summary>
    /// <param name="text">Any text; special tokens in it become their ids.</param>
    /// <param name="pair">The second text; null: there is one.</param>
    /// <param name="addSpecialTokens">Whether the template puts its tokens (a start mark, say) around the texts.</param>
    /// <exception cref="FormatException">A part of a text has no token, and the tokenizer has no unknown token.</exception>
    public TokenEncoding Encode(string text, string? pair = null, bool addSpecialTokens = true)
    {
        var encoding = EncodeUnpadded(text, pair, addSpecialTokens);
        return Padding is null ? encoding : Padding.Apply([encoding])[0];
    }

    /// <summary>Encodes a text without a second one.</summary>
    /// <inheritdoc cref="Encode(string, string?, bool)"/>
    public TokenEncoding Encode(string text, bool addSpecialTokens) => Encode(text, null, addSpecialTokens);

    /// <summary>Encodes texts, or pairs of texts, one after the other, and fills them up to one length if there is padding.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="addSpecialTokens">Whether the template puts its tokens around them.</param>
    public TokenEncoding[] EncodeBatch(IEnumerable<(string Text, string? Pair)> texts, bool addSpecialTokens = true)
    {
        TokenEncoding[] encodings = [.. texts.Select(one => EncodeUnpadded(one.Text, one.Pair, addSpecialTokens))];
        return Padding is null ? encodings : Padding.Apply(encodings);
    }

    /// <inheritdoc cref="EncodeBatch(IEnumerable{ValueTuple{string, string}}, bool)"/>
    public TokenEncoding[] EncodeBatch(IEnumerable<string> texts, bool addSpecialTokens = true) =>
        EncodeBatch(texts.Select(text => (text, (string?)null)), addSpecialTokens);

    /// <summary>
    /// The ids of a text and no more, for reading large texts: nothing is cut to length or filled up.
    /// </summary>
    /// <param name="text">Any text; special tokens in it become their ids.</param>
    /// <param name="addSpecialTokens">Whether the template puts its tokens around the text.</param>
    public int[] EncodeToIds(string text, bool addSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>(text.Length / 3 + 2);
        foreach (var piece in CollectionsMarshal.AsSpan(Cut(text)))
            if (piece.Token >= 0)
                ids.Add(piece.Token);
            else
                foreach (var token in parts.Model.Tokenize(piece.Span))
                    ids.Add(token.Id);
        if (!addSpecialTokens || parts.PostProcessor is null)
            return [.. ids];
        var sequence = new EncodedSequence();
        foreach (var id in ids)
            sequence.Add(id, 0, 0);
        return [.. parts.PostProcessor.Process([sequence], addSpecialTokens).SelectMany(part => part.Ids)];
    }

    private TokenEncoding EncodeUnpadded(string text, string? pair, bool addSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<EncodedSequence> sequences = [EncodeSequence(text, 0)];
        if (pair is not null)
            sequences.Add(EncodeSequence(pair, 1));
        var processor = parts.PostProcessor;
        Truncation?.Apply(sequences, Truncation.MaxLength - (addSpecialTokens ? processor?.AddedTokens(pair is not null) ?? 0 : 0));
        return new TokenEncoding(processor?.Process(sequences, addSpecialTokens) ?? sequences, IdToToken);
    }

    private EncodedSequence EncodeSequence(string text, int typeId)
    {
        var sequence = new EncodedSequence { TypeId = typeId };
        foreach (var piece in Cut(text))
        {
            if (piece.Token >= 0)
                sequence.Add(piece.Token, piece.Original.Start, piece.Original.End);
            else
                foreach (var token in parts.Model.Tokenize(piece.Span))
                {
                    var (start, end) = piece.Text.Original(piece.Start + token.Start, piece.Start + token.End);
                    sequence.Add(token.Id, start, end);
                }
        }
        return sequence;
    }

    private List<Piece> Cut(string text)
    {
        var found = new List<Piece>();
        rawTokens.Split(new AlignedText(Characters.Scalars(text)), found);
        var pieces = new List<Piece>(found.Count);
        foreach (var piece in found)
            if (piece.Token >= 0)
                pieces.Add(piece);
            else
            {
                var stretch = piece.Text.Slice(piece.Start, piece.End);
                normalizedTokens.Split(parts.Normalizer?.Normalize(stretch) ?? stretch, pieces);
            }
        foreach (var step in parts.PreTokenizers)
            pieces = step.Cut(pieces);
        return pieces;
    }
}
