using System.Text.Json;

namespace QaaHybrid.Models;

internal static partial class TokenizerReader
{
    private static (Dictionary<string, int> Vocabulary, BpeModel Model) ReadModel(JsonFile model)
    {
        // Files from before the key existed are BPE where they have merges.
        if (model["type"] is { HasValue: true } type ? type.Text() != "BPE" : !model["merges"].HasValue)
            throw model["type"].Unsupported("the model", "BPE (byte-level)");
        if (model["dropout"] is { HasValue: true } dropout
            && !(dropout.Element.ValueKind == JsonValueKind.Number && dropout.Element.GetDouble() == 0))
            throw dropout.Unsupported("the dropout", "none (null)");
        foreach (var key in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
            if (model[key] is { HasValue: true } affix && affix.Text().Length > 0)
                throw affix.Unsupported("it", "none (null or empty)");
        if (FlagOrFalse(model, "byte_fallback"))
            throw model["byte_fallback"].Unsupported("it", "false (byte-level)");

        var vocabulary = ReadVocabulary(model.Required("vocab"));
        var merges = ReadMerges(model.Required("merges"), vocabulary);
        int? unknown = null;
        if (model["unk_token"] is { HasValue: true } token)
            unknown = vocabulary.TryGetValue(token.Text(), out var id) ? id : throw token.Bad($"{token.Describe()} is not in the vocabulary");
        return (vocabulary, new BpeModel(vocabulary, merges, unknown, FlagOrFalse(model, "ignore_merges")));
    }

    private static Dictionary<string, int> ReadVocabulary(JsonFile vocab)
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
    private static Dictionary<(int Left, int Right), (int Rank, int Id)> ReadMerges(JsonFile list, Dictionary<string, int> vocabulary)
    {
        var merges = new Dictionary<(int Left, int Right), (int Rank, int Id)>();
        foreach (var merge in list.Items())
        {
            var pair = merge.Element.ValueKind == JsonValueKind.Array ? [.. merge.Items().Select(part => part.Text())] : merge.Text().Split(' ');
            if (pair is not [{ Length: > 0 } left, { Length: > 0 } right])
                throw merge.Bad($"found {merge.Element.GetRawText()}, expected \"left right\" or [\"left\", \"right\"]");
            // The first of two equal merges counts, as its rank is the lower one.
            merges.TryAdd((IdOf(left), IdOf(right)), (merges.Count, IdOf(left + right)));

            int IdOf(string token) => vocabulary.TryGetValue(token, out var id) ? id : throw merge.Bad($"'{token}' is not in the vocabulary");
        }
        return merges;
    }
}
