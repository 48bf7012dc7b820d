using System.Text;

namespace QaaHybrid.Models;

/// <summary>Folders of byte-level BPE from before <c>tokenizer.json</c>: <c>vocab.json</c> and <c>merges.txt</c> of GPT-2, RoBERTa and Qwen2.</summary>
internal static class OlderBpe
{
    private const string QwenPattern = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    public static TokenizerConfig Complete(OlderFolder source) => source.Config.With(Specials(source));

    public static TokenizerParts Read(OlderFolder source, byte[] vocab, byte[] merges)
    {
        var specials = Specials(source);
        var vocabulary = TokenizerReader.ReadVocabulary(JsonFile.Parse(Path.Combine(source.Folder, "vocab.json"), vocab));
        var added = source.AllAdded(vocabulary, specials.Values);
        var prefix = source.Flag("add_prefix_space", false);
        var tokens = new TokenVocabulary(vocabulary, added);
        var model = new ByteLevelBpeModel(vocabulary, ReadMerges(Path.Combine(source.Folder, "merges.txt"), merges, vocabulary), unknownId: null, ignoreMerges: false);
        PostProcessor processor = new OffsetTrimmer(tokens.TokenOf, prefix);
        if (source.Kind == "roberta")
        {
            int cls = source.Need(added, source.Special("cls_token", "<s>")), sep = source.Need(added, source.Special("sep_token", "</s>"));
            processor = new SequencePostProcessor([processor, TemplatePostProcessor.Around(cls, sep, [sep, sep], secondType: 0)]);
        }
        var qwen = source.Kind == "qwen2";
        return new TokenizerParts(tokens, qwen ? new UnicodeNormalizer(NormalizationForm.FormC) : null,
            qwen ? [new SplitPreTokenizer(new TextPattern(OnigurumaPattern.Compile(QwenPattern)), SplitBehavior.Isolated), new ByteLevelPreTokenizer(prefix, useRegex: false)]
                : [new ByteLevelPreTokenizer(prefix, useRegex: true)],
            model, processor, new ByteLevelDecoder());
    }

    private static Dictionary<string, string> Specials(OlderFolder source) => source.Kind switch
    {
        null or "gpt2" or "gptneo" or "qwen2" => new() { ["bos_token"] = "<|endoftext|>", ["eos_token"] = "<|endoftext|>" },
        "roberta" => new()
        {
            ["bos_token"] = "<s>", ["eos_token"] = "</s>", ["unk_token"] = "<unk>", ["sep_token"] = "</s>", ["cls_token"] = "<s>", ["pad_token"] = "<pad>", ["mask_token"] = "<mask>",
        },
        var other => throw new ModelFileException(source.Folder,
            $"the folder has vocab.json and merges.txt of a tokenizer '{other}', without {Tokenizer.FileName} supported: gpt2, gpt_neo, roberta, qwen2; save it with {Tokenizer.FileName}"),
    };

    private static BpeMerges ReadMerges(string file, byte[] content, Dictionary<string, int> vocabulary)
    {
        var merges = new BpeMerges();
        foreach (var (number, line) in Encoding.UTF8.GetString(content).Split('\n').Index())
        {
            var text = line.TrimEnd('\r');
            if (text.Length == 0 || number == 0 && text.StartsWith("#version", StringComparison.Ordinal))
                continue;
            if (text.Split(' ') is not [{ Length: > 0 } left, { Length: > 0 } right])
                throw new ModelFileException(file, $"line {number + 1}", $"found '{text}', expected two tokens with a blank between them");
            merges.Add(IdOf(left), IdOf(right), merges.Count, IdOf(left + right));

            int IdOf(string token) => vocabulary.TryGetValue(token, out var id) ? id : throw new ModelFileException(file, $"line {number + 1}", $"'{token}' is not in vocab.json");
        }
        return merges;
    }
}
