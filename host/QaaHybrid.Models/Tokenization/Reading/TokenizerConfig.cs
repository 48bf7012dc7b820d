using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>What <c>tokenizer_config.json</c> says beside the tokenizer itself, completed by <c>special_tokens_map.json</c>.</summary>
public sealed record TokenizerConfig
{
    private static readonly string[] Roles = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    /// <summary>Without a file.</summary>
    public static TokenizerConfig Empty { get; } = new();

    /// <summary>Role (<c>bos_token</c>, <c>eos_token</c>, <c>unk_token</c>, <c>sep_token</c>, <c>pad_token</c>, <c>cls_token</c>, <c>mask_token</c>) → token.</summary>
    public IReadOnlyDictionary<string, string> SpecialTokens { get; init; } = new Dictionary<string, string>();

    /// <summary>The most tokens that the model takes; null where the file names none, or an astronomical number, which means the same.</summary>
    public int? ModelMaxLength { get; init; }

    /// <summary>Which tokenizer of Hugging Face's transformers it is: <c>BertTokenizer</c>, <c>DebertaV2Tokenizer</c>; null where the file does not say.</summary>
    public string? TokenizerClass { get; init; }

    /// <summary>Added tokens by <c>added_tokens_decoder</c>.</summary>
    internal IReadOnlyList<AddedToken> AddedTokens { get; init; } = [];

    /// <summary>Truth values of the file: <c>do_lower_case</c>, <c>add_prefix_space</c>, …</summary>
    internal IReadOnlyDictionary<string, bool> Flags { get; init; } = new Dictionary<string, bool>();

    /// <summary>The same, with what holds for roles that no file names.</summary>
    internal TokenizerConfig With(IEnumerable<KeyValuePair<string, string>> specialTokens)
    {
        var tokens = new Dictionary<string, string>(SpecialTokens, StringComparer.Ordinal);
        foreach (var (role, token) in specialTokens)
            tokens.TryAdd(role, token);
        return this with { SpecialTokens = tokens };
    }

    /// <summary>Reads the two files; either may be null.</summary>
    internal static TokenizerConfig Read(JsonFile? config, JsonFile? specialTokensMap)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in new[] { config, specialTokensMap }.OfType<JsonFile>())
            foreach (var role in Roles)
                if (file[role].HasValue)
                    tokens.TryAdd(role, (file[role]["content"] is { HasValue: true } content ? content : file[role]).Text());
        if (config is not { } main)
            return new TokenizerConfig { SpecialTokens = tokens };
        return new TokenizerConfig
        {
            SpecialTokens = tokens,
            TokenizerClass = main["tokenizer_class"].HasValue ? main["tokenizer_class"].Text() : null,
            ModelMaxLength = main["model_max_length"].Element is { ValueKind: JsonValueKind.Number } length && length.TryGetInt32(out var most) ? most : null,
            AddedTokens = main["added_tokens_decoder"].HasValue ? [.. main["added_tokens_decoder"].Properties().Select(ReadAdded)] : [],
            Flags = main.Properties().Where(one => one.Value.Element.ValueKind is JsonValueKind.True or JsonValueKind.False)
                .ToDictionary(one => one.Key, one => one.Value.Flag()),
        };
    }

    private static AddedToken ReadAdded((string Key, JsonFile Value) entry)
    {
        if (!int.TryParse(entry.Key, System.Globalization.CultureInfo.InvariantCulture, out var id) || id < 0)
            throw entry.Value.Bad($"the key is '{entry.Key}', expected an id");
        bool Flag(string key, bool otherwise) => entry.Value[key].HasValue ? entry.Value[key].Flag() : otherwise;
        var special = Flag("special", false);
        return new AddedToken(id, entry.Value.Required("content").Text(), special, Flag("single_word", false), Flag("lstrip", false), Flag("rstrip", false), Flag("normalized", !special));
    }
}
