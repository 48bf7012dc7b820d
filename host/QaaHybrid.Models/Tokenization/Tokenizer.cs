using System.Text;

namespace QaaHybrid.Models;

/// <summary>
/// A byte-level BPE tokenizer as it stands in a Hugging Face <c>tokenizer.json</c>: text to ids and back, without loss for any text.
/// Instances do not change and may be used by several threads.
/// </summary>
public sealed class Tokenizer
{
    /// <summary>The file's name in a model's folder.</summary>
    public const string FileName = "tokenizer.json";

    private readonly byte[] document;
    private readonly TokenizerParts parts;
    private readonly AddedTokenFinder finder;
    private readonly Dictionary<int, string> tokens = [];
    private readonly Dictionary<int, AddedToken> added = [];

    private Tokenizer(string file, byte[] document)
    {
        this.document = document;
        parts = TokenizerReader.Read(file, document);
        finder = new AddedTokenFinder(parts.Added);
        foreach (var (token, id) in parts.Vocabulary)
            tokens.Add(id, token);
        foreach (var token in parts.Added)
            added[token.Id] = token;
        VocabularySize = 1 + tokens.Keys.Concat(added.Keys).DefaultIfEmpty(-1).Max();
    }

    /// <summary>One more than the highest id: the least number of rows that an embedding needs.</summary>
    public int VocabularySize { get; }

    /// <summary>Tokens that are found in a text as a whole, special ones among them.</summary>
    public IReadOnlyList<AddedToken> AddedTokens => parts.Added;

    /// <summary>Reads a <c>tokenizer.json</c>.</summary>
    /// <exception cref="ModelFileException">The file is no JSON, or of a kind that is not known here; the message names what was found and
    /// what is supported.</exception>
    public static Tokenizer FromFile(string path) => new(path, File.ReadAllBytes(path));

    /// <summary>Reads the content of a <c>tokenizer.json</c>.</summary>
    /// <param name="json">The content, UTF-8.</param>
    /// <param name="file">The file's name in messages.</param>
    /// <exception cref="ModelFileException">As for <see cref="FromFile"/>.</exception>
    public static Tokenizer FromJson(byte[] json, string file = FileName) => new(file, [.. json]);

    /// <summary>Writes <c>tokenizer.json</c>: the very bytes that were read, or that the trainer made.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing half-written is left.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(document));

    /// <summary>The id of a token as it stands in the vocabulary (<c>Ġthe</c>, <c>&lt;|endoftext|&gt;</c>), or null.</summary>
    public int? TokenToId(string token) =>
        parts.Added.FirstOrDefault(one => one.Content == token)?.Id ?? (parts.Vocabulary.TryGetValue(token, out var id) ? id : null);

    /// <summary>The token of an id as it stands in the vocabulary, or null.</summary>
    public string? IdToToken(int id) => added.TryGetValue(id, out var token) ? token.Content : tokens.GetValueOrDefault(id);

    /// <summary>Whether an id is a special token.</summary>
    public bool IsSpecial(int id) => added.TryGetValue(id, out var token) && token.Special;

    /// <summary>The ids of a text.</summary>
    /// <param name="text">Any text; special tokens in it become their ids.</param>
    /// <param name="addSpecialTokens">Whether the file's template puts its tokens (a start mark, say) around the text.</param>
    public int[] Encode(string text, bool addSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>(text.Length / 3 + 2);
        if (addSpecialTokens)
            ids.AddRange(parts.Before);
        finder.Split(text, ordinary => EncodeOrdinary(ordinary, ids), token => ids.Add(token.Id));
        if (addSpecialTokens)
            ids.AddRange(parts.After);
        return [.. ids];
    }

    /// <summary>
    /// The text of ids. Bytes that are no valid UTF-8, for example the first half of a character, become U+FFFD; ids without a token are left out.
    /// </summary>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var stream = DecodeStream(skipSpecialTokens);
        var text = new StringBuilder();
        foreach (var id in ids)
            text.Append(stream.Step(id));
        return text.Append(stream.Flush()).ToString();
    }

    /// <summary>A decoder that takes one id after another and gives text as soon as its characters are complete.</summary>
    public DecodeStream DecodeStream(bool skipSpecialTokens = true) => new(id => BytesOf(id, skipSpecialTokens));

    private void EncodeOrdinary(string text, List<int> ids)
    {
        if (parts.PreTokenizer.AddPrefixSpace && text[0] != ' ')
            text = " " + text;
        foreach (var piece in parts.PreTokenizer.Cut(text))
            parts.Model.Encode(text.AsSpan(piece), ids);
    }

    private byte[] BytesOf(int id, bool skipSpecialTokens)
    {
        if (added.TryGetValue(id, out var token))
            return token.Special && skipSpecialTokens ? [] : Encoding.UTF8.GetBytes(token.Content);
        return tokens.TryGetValue(id, out var content) ? ByteAlphabet.BytesOf(content) ?? Encoding.UTF8.GetBytes(content) : [];
    }
}
