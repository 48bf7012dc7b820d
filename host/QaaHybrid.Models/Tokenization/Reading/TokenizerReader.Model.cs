using System.Text.Json;

namespace QaaHybrid.Models;

internal static partial class TokenizerReader
{
    private static (Dictionary<string, int> Ids, TokenModel Model) ReadModel(JsonFile model, bool byteLevel)
    {
        var type = TypeOf(model);
        if (type == "Unigram")
            return ReadUnigram(model, byteLevel);
        var vocabulary = ReadVocabulary(model.Required("vocab"));
        if (type == "BPE")
            return (vocabulary, ReadBpe(model, vocabulary, byteLevel));
        TokenModel made = type == "WordLevel"
            ? new WordLevelModel(vocabulary, Unknown(model, vocabulary))
            : new WordPieceModel(vocabulary, Unknown(model, vocabulary) ?? throw model["unk_token"].Bad("WordPiece needs an unknown token"),
                Text(model, "continuing_subword_prefix", "##"), model["max_input_chars_per_word"].HasValue ? model["max_input_chars_per_word"].Integer() : 100);
        return (vocabulary, byteLevel ? new SpeltModel(made) : made);
    }

    /// <summary>Files from before the key existed are told apart by what they hold.</summary>
    private static string TypeOf(JsonFile model)
    {
        if (model["type"].HasValue)
            return model["type"].Text() is "BPE" or "WordPiece" or "Unigram" or "WordLevel" ? model["type"].Text()
                : throw model["type"].Unsupported("the model", "BPE", "WordPiece", "Unigram", "WordLevel");
        return model["merges"].HasValue ? "BPE"
            : model["continuing_subword_prefix"].HasValue ? "WordPiece"
            : model["vocab"].Element.ValueKind == JsonValueKind.Array ? "Unigram"
            : throw model["type"].Unsupported("the model", "BPE", "WordPiece", "Unigram", "WordLevel");
    }

    private static TokenModel ReadBpe(JsonFile model, Dictionary<string, int> vocabulary, bool byteLevel)
    {
        if (model["dropout"] is { HasValue: true } dropout
            && !(dropout.Element.ValueKind == JsonValueKind.Number && dropout.Element.GetDouble() == 0))
            throw dropout.Unsupported("the dropout", "none (null): a text would have other ids each time");
        var prefix = Text(model, "continuing_subword_prefix", "");
        var suffix = Text(model, "end_of_word_suffix", "");
        var merges = ReadMerges(model.Required("merges"), vocabulary, prefix);
        var unknown = Unknown(model, vocabulary);
        var ignoreMerges = Flag(model, "ignore_merges", false);
        var byteFallback = Flag(model, "byte_fallback", false);
        // With one symbol for every byte, a byte is never unknown: the general model would do the same, slower.
        if (byteLevel && prefix.Length == 0 && suffix.Length == 0)
            return new ByteLevelBpeModel(vocabulary, merges, unknown, ignoreMerges);
        var general = new BpeModel(vocabulary, merges, new BpeOptions(unknown, Flag(model, "fuse_unk", false), byteFallback, ignoreMerges, prefix, suffix));
        return byteLevel ? new SpeltModel(general) : general;
    }

    private static (Dictionary<string, int> Ids, TokenModel Model) ReadUnigram(JsonFile model, bool byteLevel)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var tokens = new List<(int Id, string Text, double Score)>();
        foreach (var entry in model.Required("vocab").Items())
        {
            JsonFile[] pair = [.. entry.Items()];
            if (pair.Length != 2 || pair[1].Element.ValueKind != JsonValueKind.Number)
                throw entry.Bad($"found {entry.Element.GetRawText()}, expected [token, score]");
            // A token that stands twice is found by its first id, as its trie has one place for it.
            var token = pair[0].Text();
            ids.TryAdd(token, tokens.Count);
            tokens.Add((tokens.Count, token, pair[1].Element.GetDouble()));
        }
        int? unknown = null;
        if (model["unk_id"] is { HasValue: true } value)
            unknown = value.Integer() is var id && id < tokens.Count ? id : throw value.Bad($"found {id}, expected an id below {tokens.Count}");
        var lowest = tokens.Select(token => token.Score).DefaultIfEmpty(0).Min();
        var made = new UnigramModel(tokens, lowest, new UnigramOptions(unknown, Flag(model, "byte_fallback", false) ? ByteTokens.Ids(ids) : null));
        return (ids, byteLevel ? new SpeltModel(made) : made);
    }

    private static int? Unknown(JsonFile model, Dictionary<string, int> vocabulary) =>
        model["unk_token"] is not { HasValue: true } token ? null
        : vocabulary.TryGetValue(token.Text(), out var id) ? id
        : throw token.Bad($"{token.Describe()} is not in the vocabulary");

    public static Dictionary<string, int> ReadVocabulary(JsonFile vocab)
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        var tokens = new Dictionary<int, string>();
        foreach (var (token, value) in vocab.Properties())
        {
            var id = Id(value);
            if (!vocabulary.TryAdd(token, id))
                throw vocab.Bad($"the token '{token}' stands twice");
            if (!tokens.TryAdd(id, token))
                throw vocab.Bad($"the id {id} belongs to '{tokens[id]}' and to '{token}'");
        }
        return vocabulary;
    }

    /// <summary>Merges stand in one of two shapes: <c>"a b"</c>, or <c>["a", "b"]</c>.</summary>
    private static BpeMerges ReadMerges(JsonFile list, Dictionary<string, int> vocabulary, string prefix)
    {
        var merges = new BpeMerges();
        var rank = 0;
        foreach (var merge in list.Items())
        {
            var pair = merge.Element.ValueKind == JsonValueKind.Array ? [.. merge.Items().Select(part => part.Text())] : merge.Text().Split(' ');
            if (pair is not [{ Length: > 0 } left, { Length: > 0 } right])
                throw merge.Bad($"found {merge.Element.GetRawText()}, expected \"left right\" or [\"left\", \"right\"]");
            var joined = left + (prefix.Length > 0 && right.StartsWith(prefix, StringComparison.Ordinal) ? right[prefix.Length..] : right);
            merges.Add(IdOf(left), IdOf(right), rank++, IdOf(joined));

            int IdOf(string token) => vocabulary.TryGetValue(token, out var id) ? id : throw merge.Bad($"'{token}' is not in the vocabulary");
        }
        return merges;
    }
}
