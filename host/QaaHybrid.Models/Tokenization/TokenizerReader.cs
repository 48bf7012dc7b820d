namespace QaaHybrid.Models;

/// <summary>
/// Reads <c>tokenizer.json</c> of the byte-level BPE family (GPT-2, Llama 3, SmolLM, gpt-oss …). Whatever it does not know it refuses by name:
/// a tokenizer that is nearly right would train a model on the wrong ids.
/// </summary>
internal static partial class TokenizerReader
{
    // Beyond any vocabulary in use; an id of a billion would otherwise ask for an embedding of that many rows.
    private const int HighestId = 1 << 24;

    public static TokenizerParts Read(string file, byte[] json)
    {
        var root = JsonFile.Parse(file, json);
        CheckNormalizer(root["normalizer"]);
        CheckDecoder(root["decoder"]);
        var (vocabulary, model) = ReadModel(root.Required("model"));
        var added = ReadAddedTokens(root["added_tokens"]);
        var preTokenizer = ReadPreTokenizer(root["pre_tokenizer"]);
        var (before, after) = ReadTemplate(root["post_processor"]);
        return new TokenizerParts(vocabulary, model, preTokenizer, added, before, after);
    }

    /// <summary>A step, or the steps of a <c>Sequence</c>, in their order; nothing where there is none.</summary>
    private static IEnumerable<(string Type, JsonFile Step)> Steps(JsonFile step, string children)
    {
        if (!step.HasValue)
            return [];
        var type = step.Required("type").Text();
        return type == "Sequence" ? step.Required(children).Items().SelectMany(one => Steps(one, children)) : [(type, step)];
    }

    private static void CheckNormalizer(JsonFile normalizer)
    {
        // Unicode normalisation (NFC and the like) needs tables that .NET leaves out in invariant globalization mode, where it would
        // silently do nothing.
        foreach (var (_, step) in Steps(normalizer, "normalizers"))
            throw step["type"].Unsupported("the normalizer", "none (null)");
    }

    private static void CheckDecoder(JsonFile decoder)
    {
        var found = false;
        foreach (var (type, step) in Steps(decoder, "decoders"))
            found = type == "ByteLevel" ? true : throw step["type"].Unsupported("the decoder", "ByteLevel");
        if (!found)
            throw decoder.Unsupported("the decoder", "ByteLevel");
    }

    private static List<AddedToken> ReadAddedTokens(JsonFile tokens)
    {
        var result = new List<AddedToken>();
        if (!tokens.HasValue)
            return result;
        foreach (var token in tokens.Items())
            result.Add(new AddedToken(Id(token.Required("id")), token.Required("content").Text(), FlagOrFalse(token, "special"),
                FlagOrFalse(token, "single_word"), FlagOrFalse(token, "lstrip"), FlagOrFalse(token, "rstrip")));
        return result;
    }

    private static (int[] Before, int[] After) ReadTemplate(JsonFile processor)
    {
        int[] before = [], after = [];
        foreach (var (type, step) in Steps(processor, "processors"))
        {
            if (type == "TemplateProcessing")
                (before, after) = ReadSingleTemplate(step);
            else if (type != "ByteLevel")
                throw step["type"].Unsupported("the post-processor", "ByteLevel", "TemplateProcessing", "Sequence");
        }
        return (before, after);
    }

    private static (int[] Before, int[] After) ReadSingleTemplate(JsonFile step)
    {
        List<int> before = [], after = [];
        var special = step.Required("special_tokens");
        var seen = false;
        foreach (var part in step.Required("single").Items())
        {
            if (part["Sequence"].HasValue)
            {
                seen = seen ? throw part.Bad("the text stands twice in the template") : true;
                continue;
            }
            var token = special.Required(part.Required("SpecialToken").Required("id").Text());
            (seen ? after : before).AddRange(token.Required("ids").Items().Select(Id));
        }
        return seen ? ([.. before], [.. after]) : throw step["single"].Bad("the template has no place for the text");
    }

    private static int Id(JsonFile value)
    {
        var id = value.Integer();
        return id <= HighestId ? id : throw value.Bad($"the id {id} is above {HighestId}");
    }

    private static bool FlagOrFalse(JsonFile parent, string key) => parent[key] is { HasValue: true } value && value.Flag();
}
