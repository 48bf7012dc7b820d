using System.Text;

namespace QaaHybrid.Models;

/// <summary>BERT's folders from before <c>tokenizer.json</c>: <c>vocab.txt</c>, a token a line, whose number is the id.</summary>
internal static class OlderWordPiece
{
    private static readonly Dictionary<string, string> Specials = new()
    {
        ["unk_token"] = "[UNK]", ["sep_token"] = "[SEP]", ["pad_token"] = "[PAD]", ["cls_token"] = "[CLS]", ["mask_token"] = "[MASK]",
    };

    public static TokenizerConfig Complete(TokenizerConfig config) => config.With(Specials);

    public static TokenizerParts Read(OlderFolder source, byte[] content)
    {
        var file = Path.Combine(source.Folder, "vocab.txt");
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = Encoding.UTF8.GetString(content).Split('\n');
        foreach (var (number, line) in lines.Index())
        {
            var token = line.TrimEnd('\r');
            if (number == lines.Length - 1 && token.Length == 0)
                break;
            if (!vocabulary.TryAdd(token, number))
                throw new ModelFileException(file, $"line {number + 1}", $"the token '{token}' stands on line {vocabulary[token] + 1} too; expected each token once");
        }
        string Special(string role) => source.Special(role, Specials[role]);
        var added = source.AllAdded(vocabulary, Specials.Keys.Select(Special));
        int unknown = source.Need(added, Special("unk_token")), cls = source.Need(added, Special("cls_token")), sep = source.Need(added, Special("sep_token"));
        var lowercase = source.Flag("do_lower_case", true);
        return new TokenizerParts(
            new TokenVocabulary(vocabulary, added),
            new BertNormalizer(cleanText: true, source.Flag("tokenize_chinese_chars", true), source.Config.Flags.TryGetValue("strip_accents", out var strip) ? strip : null, lowercase),
            [new RunePreTokenizer(Rune.IsWhiteSpace, SplitBehavior.Removed), new RunePreTokenizer(Characters.IsPunctuation, SplitBehavior.Isolated)],
            new WordPieceModel(vocabulary, unknown, "##", longestWord: 100),
            TemplatePostProcessor.Around(cls, sep, [sep], secondType: 1),
            new WordPieceDecoder("##", cleanup: true));
    }
}
