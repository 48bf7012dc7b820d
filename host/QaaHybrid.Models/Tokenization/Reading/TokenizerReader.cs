namespace QaaHybrid.Models;

/// <summary>
/// Reads <c>tokenizer.json</c>. Whatever it does not know it refuses by name: a tokenizer that is nearly right would train a model on the wrong ids.
/// </summary>
internal static partial class TokenizerReader
{
    // Beyond any vocabulary in use; an id of a billion would otherwise ask for an embedding of that many rows.
    private const int HighestId = 1 << 24;

    public static TokenizerParts Read(string file, byte[] json)
    {
        var root = JsonFile.Parse(file, json);
        var normalizer = ReadNormalizer(root["normalizer"]);
        var preTokenizers = ReadPreTokenizers(root["pre_tokenizer"]);
        var (ids, model) = ReadModel(root.Required("model"), byteLevel: preTokenizers is [.., ByteLevelPreTokenizer]);
        var vocabulary = new TokenVocabulary(ids, ReadAddedTokens(root["added_tokens"]));
        return new TokenizerParts(vocabulary, normalizer, preTokenizers, model, ReadPostProcessor(root["post_processor"], vocabulary), ReadDecoder(root["decoder"]))
        {
            Truncation = ReadTruncation(root["truncation"]),
            Padding = ReadPadding(root["padding"]),
        };
    }

    /// <summary>A step, or the steps of a <c>Sequence</c>, in their order; nothing where there is none.</summary>
    private static IEnumerable<(string Type, JsonFile Step)> Steps(JsonFile step, string children)
    {
        if (!step.HasValue)
            return [];
        var type = step.Required("type").Text();
        return type == "Sequence" ? step.Required(children).Items().SelectMany(one => Steps(one, children)) : [(type, step)];
    }

    private static List<AddedToken> ReadAddedTokens(JsonFile tokens)
    {
        var result = new List<AddedToken>();
        if (!tokens.HasValue)
            return result;
        foreach (var token in tokens.Items())
        {
            var special = Flag(token, "special", false);
            result.Add(new AddedToken(Id(token.Required("id")), token.Required("content").Text(), special,
                Flag(token, "single_word", false), Flag(token, "lstrip", false), Flag(token, "rstrip", false), Flag(token, "normalized", !special)));
        }
        return result;
    }

    private static Truncation? ReadTruncation(JsonFile truncation) => !truncation.HasValue ? null : new Truncation(
        truncation.Required("max_length").Integer(), Choice(truncation["strategy"], TruncationStrategy.LongestFirst), Choice(truncation["direction"], Direction.Right));

    private static Padding? ReadPadding(JsonFile padding)
    {
        if (!padding.HasValue)
            return null;
        var strategy = padding["strategy"];
        int? length = strategy["Fixed"].HasValue ? strategy["Fixed"].Integer()
            : !strategy.HasValue || strategy.Describe() == "'BatchLongest'" ? null : throw strategy.Unsupported("the strategy", "BatchLongest", "{\"Fixed\": n}");
        int Number(string key) => padding[key].HasValue ? padding[key].Integer() : 0;
        return new Padding(Number("pad_id"), length, Choice(padding["direction"], Direction.Right),
            padding["pad_to_multiple_of"].HasValue ? padding["pad_to_multiple_of"].Integer() : null, Number("pad_type_id"));
    }

    private static int Id(JsonFile value)
    {
        var id = value.Integer();
        return id <= HighestId ? id : throw value.Bad($"the id {id} is above {HighestId}");
    }

    private static bool Flag(JsonFile parent, string key, bool otherwise) => parent[key] is { HasValue: true } value ? value.Flag() : otherwise;

    private static string Text(JsonFile parent, string key, string otherwise) => parent[key] is { HasValue: true } value ? value.Text() : otherwise;

    private static char Unit(JsonFile value) => value.Text() is [var unit] ? unit : throw value.Bad($"found {value.Describe()}, expected one character below U+10000");

    /// <summary>A word of an enumeration, as Hugging Face writes it: <c>LongestFirst</c>, <c>first</c>.</summary>
    private static T Choice<T>(JsonFile value, T otherwise) where T : struct, Enum
    {
        if (!value.HasValue)
            return otherwise;
        foreach (var choice in Enum.GetValues<T>())
            if (string.Equals(choice.ToString(), value.Text(), StringComparison.OrdinalIgnoreCase))
                return choice;
        throw value.Unsupported("it", Enum.GetNames<T>());
    }

    private static TextPattern ReadPattern(JsonFile pattern)
    {
        if (pattern["String"].HasValue)
            return new TextPattern(pattern["String"].Text());
        var regex = pattern.Required("Regex");
        try
        {
            return new TextPattern(OnigurumaPattern.Compile(regex.Text()));
        }
        catch (FormatException error)
        {
            throw regex.Bad($"the pattern cannot be read: {error.Message}", error);
        }
    }
}
