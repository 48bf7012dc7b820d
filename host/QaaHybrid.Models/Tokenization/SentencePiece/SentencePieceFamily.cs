using System.Globalization;

namespace QaaHybrid.Models;

/// <summary>
/// What a family of models does around a SentencePiece model: its special tokens, its template, its ids. The model file itself says none of it;
/// Hugging Face's transformers have it in code, one class a family.
/// </summary>
/// <param name="Name">The family; null for a model as it stands.</param>
/// <param name="Source">The folder's settings; null without a folder.</param>
internal sealed record SentencePieceFamily(string? Name, OlderFolder? Source)
{
    private const int T5ExtraIds = 100;

    /// <summary>A model as it stands: no special tokens, no template.</summary>
    public static SentencePieceFamily Plain { get; } = new(null, null);

    /// <summary>Role → token.</summary>
    public IReadOnlyDictionary<string, string> Roles { get; private init; } = new Dictionary<string, string>();

    /// <summary>The family of a folder.</summary>
    /// <exception cref="ModelFileException">It is not known here.</exception>
    public static SentencePieceFamily Of(OlderFolder source)
    {
        Dictionary<string, string> roles = source.Kind switch
        {
            "debertav2" => Bert("[PAD]", "[UNK]"),
            "albert" => Bert("<pad>", "<unk>"),
            "t5" => new() { ["eos_token"] = "</s>", ["unk_token"] = "<unk>", ["pad_token"] = "<pad>" },
            "llama" or "mistral" => new() { ["bos_token"] = "<s>", ["eos_token"] = "</s>", ["unk_token"] = "<unk>" },
            "gemma" => new() { ["bos_token"] = "<bos>", ["eos_token"] = "<eos>", ["unk_token"] = "<unk>", ["pad_token"] = "<pad>" },
            "xlmroberta" => new()
            {
                ["bos_token"] = "<s>", ["eos_token"] = "</s>", ["unk_token"] = "<unk>", ["pad_token"] = "<pad>", ["cls_token"] = "<s>", ["sep_token"] = "</s>", ["mask_token"] = "<mask>",
            },
            var other => throw new ModelFileException(source.Folder,
                $"the folder holds a SentencePiece model of {(other is null ? "no named kind (tokenizer_class in tokenizer_config.json, or model_type in config.json)" : $"'{other}'")}, "
                + $"without {Tokenizer.FileName} supported: deberta-v2, albert, t5, llama, mistral, gemma, xlm-roberta"),
        };
        if (source.Flag("split_by_punct", false))
            throw new ModelFileException(Path.Combine(source.Folder, "tokenizer_config.json"), "key 'split_by_punct'", "found true, supported: false");
        foreach (var (role, token) in source.Config.SpecialTokens)
            roles[role] = token;
        return new SentencePieceFamily(source.Kind, source) { Roles = roles };

        static Dictionary<string, string> Bert(string pad, string unknown) => new()
        {
            ["bos_token"] = "[CLS]", ["eos_token"] = "[SEP]", ["unk_token"] = unknown, ["sep_token"] = "[SEP]", ["pad_token"] = pad, ["cls_token"] = "[CLS]", ["mask_token"] = "[MASK]",
        };
    }

    /// <summary>The id of a piece. XLM-R's are shifted: fairseq put four tokens first.</summary>
    public int IdOf(int piece) => Name != "xlmroberta" ? piece : piece switch { 0 => 3, 1 => 0, 2 => 2, _ => piece + 1 };

    /// <summary>The tokens that are found in texts as a whole.</summary>
    public List<AddedToken> Added(Dictionary<string, int> vocabulary)
    {
        if (Source is null)
            return [];
        if (Name == "xlmroberta")
            vocabulary.TryAdd("<pad>", 1);
        var added = Source.AllAdded(vocabulary, Roles.Values);
        // Behind the last piece, as transformers append what the model lacks.
        if (Roles.TryGetValue("mask_token", out var mask) && !added.Exists(token => token.Content == mask))
            added.Add(new AddedToken(1 + vocabulary.Values.Concat(added.Select(token => token.Id)).Max(), mask, Special: true));
        if (Name == "t5")
            for (var i = 0; i < T5ExtraIds; i++)
                if (string.Create(CultureInfo.InvariantCulture, $"<extra_id_{i}>") is var extra && !vocabulary.ContainsKey(extra) && !added.Exists(token => token.Content == extra))
                    added.Add(new AddedToken(vocabulary.Count + T5ExtraIds - 1 - i, extra, Special: true));
        return added;
    }

    /// <summary>The template.</summary>
    public PostProcessor? Template(List<AddedToken> added)
    {
        int Id(string role) => Source!.Need(added, Roles[role]);
        switch (Name)
        {
            case null:
                return null;
            case "debertav2" or "albert":
                return TemplatePostProcessor.Around(Id("cls_token"), Id("sep_token"), [Id("sep_token")], secondType: 1);
            case "xlmroberta":
                return TemplatePostProcessor.Around(Id("cls_token"), Id("sep_token"), [Id("sep_token"), Id("sep_token")], secondType: 0);
            default:
                var before = Source!.Flag("add_bos_token", Name != "t5") ? new[] { new TemplatePart(0, 0, [Id("bos_token")]) } : [];
                var after = Source.Flag("add_eos_token", Name == "t5") ? new[] { new TemplatePart(0, 0, [Id("eos_token")]) } : [];
                TemplatePart[] first = [.. before, new TemplatePart(0, 0, null), .. after];
                // T5 has no second type, and no start mark to give the second text.
                var type = Name == "t5" ? 0 : 1;
                return new TemplatePostProcessor(first, [.. first, .. before.Select(part => part with { TypeId = type }), new TemplatePart(type, 1, null), .. after.Select(part => part with { TypeId = type })]);
        }
    }

    /// <summary>What is done to a text before SentencePiece's own normalizer.</summary>
    public IEnumerable<Normalizer> Before()
    {
        if (Source is null)
            yield break;
        if (Name == "albert")
        {
            yield return new ReplaceNormalizer(new TextPattern("``"), "\"");
            yield return new ReplaceNormalizer(new TextPattern("''"), "\"");
            if (!Source.Flag("keep_accents", false))
            {
                yield return new UnicodeNormalizer(System.Text.NormalizationForm.FormKD);
                yield return new StripAccentsNormalizer();
            }
        }
        if (Source.Flag("do_lower_case", Name == "albert"))
            yield return new LowercaseNormalizer();
    }
}
