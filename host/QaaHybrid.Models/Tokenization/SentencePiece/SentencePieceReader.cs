using System.Text;

namespace QaaHybrid.Models;

/// <summary>Makes a tokenizer of a SentencePiece model that does what SentencePiece does, and of its family what transformers put around it.</summary>
internal static class SentencePieceReader
{
    private const char Sign = '\u2581';

    public static TokenizerParts Read(string file, byte[] content, SentencePieceFamily family)
    {
        var proto = SentencePieceProto.Parse(file, content);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, piece) in proto.Pieces.Index())
            if (!ids.TryAdd(piece.Text, family.IdOf(index)))
                throw new ModelFileException(file, $"piece {index}", $"'{piece.Text}' is piece {proto.Pieces.FindIndex(one => one.Text == piece.Text)} too; expected each piece once");
        var added = family.Added(ids);
        TokenModel model = proto.ModelType switch
        {
            1 => Unigram(proto, family, ids),
            2 => Bpe(proto, family, ids),
            var other => throw new ModelFileException(file, "trainer_spec.model_type", $"found {other}, supported: 1 (Unigram), 2 (BPE)"),
        };
        TokenDecoder decoder = family.Source is null
            ? new SentencePieceDecoder(proto)
            : new SequenceDecoder([new ReplaceDecoder(new TextPattern(Sign.ToString()), " "), new ByteFallbackDecoder(), new FuseDecoder(), new StripDecoder(' ', proto.AddDummyPrefix ? 1 : 0, 0)]);
        return new TokenizerParts(new TokenVocabulary(ids, added), ReadNormalizer(file, proto, family), UserDefined(proto, ids), model, family.Template(added), decoder);
    }

    private static SequenceNormalizer ReadNormalizer(string file, SentencePieceProto proto, SentencePieceFamily family)
    {
        try
        {
            return new SequenceNormalizer([.. family.Before(), new SentencePieceNormalizer(proto)]);
        }
        catch (FormatException error)
        {
            throw new ModelFileException(file, "normalizer_spec.precompiled_charsmap", error.Message, error);
        }
    }

    /// <summary>BPE never joins a user-defined piece with its neighbours; Unigram gives it a score that wins.</summary>
    private static PreTokenizer[] UserDefined(SentencePieceProto proto, Dictionary<string, int> ids)
    {
        var pieces = proto.Pieces.Where(piece => piece.Type == PieceType.UserDefined).Select(piece => new AddedToken(ids[piece.Text], piece.Text, Special: false)).ToArray();
        return proto.ModelType == 2 && pieces.Length > 0 ? [new UserDefinedPreTokenizer(new AddedTokenFinder(pieces))] : [];
    }

    private static UnigramModel Unigram(SentencePieceProto proto, SentencePieceFamily family, Dictionary<string, int> ids)
    {
        var normal = proto.Pieces.Where(piece => piece.Type == PieceType.Normal).Select(piece => piece.Score).DefaultIfEmpty(0).ToArray();
        float lowest = normal.Min(), highest = normal.Max();
        var tokens = proto.Pieces.Index().Where(one => one.Item.Type is PieceType.Normal or PieceType.UserDefined)
            .Select(one => (family.IdOf(one.Index), one.Item.Text, one.Item.Type == PieceType.Normal ? one.Item.Score : Encoding.UTF8.GetByteCount(one.Item.Text) * highest - 0.1));
        return new UnigramModel([.. tokens], lowest, new UnigramOptions(Unknown(proto, family), proto.ByteFallback ? ByteTokens.Ids(ids) : null, SinglePrecision: true));
    }

    /// <summary>Of all neighbours that make up a piece, those whose piece has the highest score are joined first.</summary>
    private static BpeModel Bpe(SentencePieceProto proto, SentencePieceFamily family, Dictionary<string, int> ids)
    {
        var merges = new BpeMerges();
        var scores = proto.Pieces.Where(piece => piece.Type == PieceType.Normal).Select(piece => piece.Score).Distinct().OrderDescending().ToArray();
        var ranks = scores.Index().ToDictionary(one => one.Item, one => one.Index);
        var normal = proto.Pieces.Index().Where(one => one.Item.Type == PieceType.Normal).ToDictionary(one => one.Item.Text, one => family.IdOf(one.Index), StringComparer.Ordinal);
        foreach (var piece in proto.Pieces.Where(piece => piece.Type == PieceType.Normal))
            for (var cut = 1; cut < piece.Text.Length; cut++)
                if (normal.TryGetValue(piece.Text[..cut], out var left) && normal.TryGetValue(piece.Text[cut..], out var right))
                    merges.Add(left, right, ranks[piece.Score], normal[piece.Text]);
        var found = proto.Pieces.Where(piece => piece.Type is PieceType.Normal or PieceType.Byte).ToDictionary(piece => piece.Text, piece => ids[piece.Text], StringComparer.Ordinal);
        return new BpeModel(found, merges, new BpeOptions(Unknown(proto, family), FuseUnknown: true, proto.ByteFallback));
    }

    private static int? Unknown(SentencePieceProto proto, SentencePieceFamily family) => proto.Pieces.FindIndex(piece => piece.Type == PieceType.Unknown) is >= 0 and var index ? family.IdOf(index) : null;
}
