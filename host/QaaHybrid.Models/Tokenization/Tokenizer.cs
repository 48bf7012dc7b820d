namespace QaaHybrid.Models;

/// <summary>
/// Text to ids and back, as a Hugging Face <c>tokenizer.json</c> says: byte-level BPE (GPT-2, Llama 3, Qwen), BPE with byte fallback (Llama 2,
/// Gemma), WordPiece (BERT), Unigram (DeBERTa-v3, T5, ALBERT). Folders with older files are read too. Instances do not change and may be
/// used by several threads.
/// </summary>
/// <remarks>
/// A text goes through these steps: added tokens that are not normalized are found; the stretches between them are normalized; normalized
/// added tokens are found; the rest is cut by the pre-tokenizers, and the model gives the tokens of each piece; the encoding is cut to length,
/// special tokens are put around, and it is filled up. Half a surrogate pair counts as U+FFFD.
/// </remarks>
public sealed partial class Tokenizer
{
    /// <summary>The file's name in a model's folder.</summary>
    public const string FileName = "tokenizer.json";

    private readonly TokenizerParts parts;
    private readonly TokenizerFiles files;
    private readonly AddedTokenFinder rawTokens;
    private readonly AddedTokenFinder normalizedTokens;

    private Tokenizer(TokenizerParts parts, TokenizerFiles files)
    {
        (this.parts, this.files) = (parts, files);
        rawTokens = new AddedTokenFinder(Vocabulary.Added.Where(token => !token.Normalized));
        normalizedTokens = new AddedTokenFinder(Vocabulary.Added.Where(token => token.Normalized)
            .Select(token => (token, parts.Normalizer?.Normalize(token.Content) ?? token.Content)));
    }

    private Tokenizer(Tokenizer other, TokenizerParts parts) =>
        (this.parts, files, rawTokens, normalizedTokens) = (parts, other.files, other.rawTokens, other.normalizedTokens);

    /// <summary>One more than the highest id, added tokens included: the least number of rows that an embedding needs.</summary>
    public int VocabularySize => Vocabulary.Size;

    /// <summary>Tokens that are found in a text as a whole, special ones among them.</summary>
    public IReadOnlyList<AddedToken> AddedTokens => Vocabulary.Added;

    /// <summary>Names of special tokens and the longest text, from <c>tokenizer_config.json</c>; empty without that file.</summary>
    public TokenizerConfig Config => files.Config;

    /// <summary>How <see cref="Encode(string, string?, bool)"/> cuts what is too long; null: it does not.</summary>
    public Truncation? Truncation => parts.Truncation;

    /// <summary>How encodings are filled up; null: they are not.</summary>
    public Padding? Padding => parts.Padding;

    private TokenVocabulary Vocabulary => parts.Vocabulary;

    /// <summary>The same tokenizer that cuts encodings to length, or does not (null).</summary>
    public Tokenizer WithTruncation(Truncation? truncation) => new(this, parts with { Truncation = truncation });

    /// <summary>The same tokenizer that fills encodings up, or does not (null).</summary>
    public Tokenizer WithPadding(Padding? padding) => new(this, parts with { Padding = padding });

    /// <summary>The id of a token as it stands in the vocabulary (<c>Ġthe</c>, <c>&lt;|endoftext|&gt;</c>), or null.</summary>
    public int? TokenToId(string token) => Vocabulary.IdOf(token);

    /// <summary>The token of an id as it stands in the vocabulary, or null.</summary>
    public string? IdToToken(int id) => Vocabulary.TokenOf(id);

    /// <summary>Whether an id is a special token.</summary>
    public bool IsSpecial(int id) => Vocabulary.AddedOf(id) is { Special: true };

    /// <summary>The id of a special token by its role in <c>tokenizer_config.json</c>: <c>bos_token</c>, <c>eos_token</c>, <c>pad_token</c>,
    /// <c>unk_token</c>, <c>cls_token</c>, <c>sep_token</c>, <c>mask_token</c>; null where the file names none.</summary>
    public int? SpecialTokenId(string role) => Config.SpecialTokens.TryGetValue(role, out var token) ? TokenToId(token) : null;
}
