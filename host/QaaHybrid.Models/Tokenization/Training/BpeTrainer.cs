using System.Runtime.InteropServices;
using System.Text;

namespace QaaHybrid.Models;

/// <summary>
/// Learns a byte-level BPE vocabulary from texts: again and again the most frequent pair of neighbours becomes a token (Sennrich, Haddow and
/// Birch 2016, arXiv:1508.07909). Ids: the special tokens, the 256 bytes, then the joined tokens as they were learnt. The same texts
/// give the same tokenizer whatever their order; among equally frequent pairs the one with the lower ids comes first.
/// </summary>
public sealed class BpeTrainer
{
    /// <summary>Number of tokens aimed at, special tokens and the 256 bytes included. Fewer come out where the texts run out of pairs.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>A pair must occur this often to become a token.</summary>
    public long MinFrequency { get; init; } = 2;

    /// <summary>Marks such as <c>&lt;|endoftext|&gt;</c>; they get the ids from 0 on, in this order.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = [];

    /// <summary>
    /// The token that stands for a hidden one, such as <c>&lt;mask&gt;</c>, or null. It is a special token behind the others, and swallows the blank in front of
    /// it, which belongs to the hidden token.
    /// </summary>
    public string? MaskToken { get; init; }

    /// <summary>
    /// Two of the special tokens that <see cref="Tokenizer.Encode(string, string?, bool)"/> puts around every text, as RoBERTa's does: <c>start A end</c>, and
    /// <c>start A end end B end</c>. Null: none.
    /// </summary>
    public (string Start, string End)? Around { get; init; }

    /// <summary>
    /// Whether a text that does not start with a blank gets one, so that its first word is encoded as it is in the middle of a sentence.
    /// </summary>
    public bool AddPrefixSpace { get; init; }

    /// <summary>Learns from <paramref name="texts"/>.</summary>
    /// <exception cref="ArgumentException">The vocabulary has no room for the special tokens and the 256 bytes, a special token stands
    /// twice or is empty, or the tokens around a text are not among them.</exception>
    public Tokenizer Train(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var special = SpecialTokens.Concat(MaskToken is null ? [] : [MaskToken]).Select((content, id) => new AddedToken(id, content, Special: true, LeftStrip: content == MaskToken)).ToList();
        var tokens = special.ConvertAll(token => token.Content);
        if (tokens.Exists(string.IsNullOrEmpty) || tokens.Distinct(StringComparer.Ordinal).Count() < tokens.Count)
            throw new ArgumentException("a special token stands twice or is empty: " + string.Join(", ", tokens));
        if (Around is { } around && (!tokens.Contains(around.Start) || !tokens.Contains(around.End)))
            throw new ArgumentException($"{around.Start} and {around.End} are to stand around a text, but the special tokens are {string.Join(", ", tokens)}");
        if (VocabularySize < tokens.Count + 256)
            throw new ArgumentException($"a vocabulary of {VocabularySize} has no room for {tokens.Count} special tokens and the 256 bytes");

        // The bytes in the order of their characters, as Hugging Face's trainer has them.
        var alphabet = Enumerable.Range(0, 256).Select(value => ByteAlphabet.CharOf((byte)value));
        tokens.AddRange(alphabet.Order().Select(character => character.ToString()));
        var merges = Learn(CountWords(texts, special), tokens);
        return Tokenizer.FromJson(TokenizerDocument.Write(tokens, merges, special, AddPrefixSpace, Around));
    }

    private Dictionary<string, long> CountWords(IEnumerable<string> texts, IEnumerable<AddedToken> special)
    {
        var preTokenizer = new ByteLevelPreTokenizer(AddPrefixSpace, useRegex: true);
        var finder = new AddedTokenFinder(special);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var text in texts)
        {
            var pieces = new List<Piece>();
            finder.Split(new AlignedText(Characters.Scalars(text)), pieces);
            foreach (var piece in preTokenizer.Cut(pieces))
                if (piece.Token < 0)
                    CollectionsMarshal.GetValueRefOrAddDefault(lookup, piece.Span, out _)++;
        }
        return counts;
    }

    private List<(string Left, string Right)> Learn(Dictionary<string, long> words, List<string> tokens)
    {
        var ids = new Dictionary<string, int>(tokens.Select((token, id) => KeyValuePair.Create(token, id)), StringComparer.Ordinal);
        var statistics = new PairStatistics(words.Select(word =>
            (Encoding.UTF8.GetBytes(word.Key).Select(value => ids[ByteAlphabet.CharOf(value).ToString()]).ToArray(), word.Value)));
        var merges = new List<(string, string)>();
        var merged = new HashSet<(int, int)>();
        while (tokens.Count < VocabularySize && statistics.MostFrequent(Math.Max(1, MinFrequency)) is var (left, right))
        {
            // Two pairs can spell one token ("a"+"bc", "ab"+"c"): both are merges, the token exists once. More of it can then bring back
            // a pair that was merged before.
            if (merged.Add((left, right)))
                merges.Add((tokens[left], tokens[right]));
            var joined = tokens[left] + tokens[right];
            if (ids.TryAdd(joined, tokens.Count))
                tokens.Add(joined);
            statistics.Merge(left, right, ids[joined]);
        }
        return merges;
    }
}
