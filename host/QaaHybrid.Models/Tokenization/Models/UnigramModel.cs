using System.Text;

namespace QaaHybrid.Models;

/// <summary>
/// The unigram language model of SentencePiece (Kudo 2018, arXiv:1804.10959): of all ways to cut a piece, the one whose tokens' scores
/// (logarithms of probabilities) have the highest sum; Viterbi's algorithm finds it. A code point that no token fits scores ten less than
/// the lowest token, and neighbours without token become one.
/// </summary>
internal sealed class UnigramModel : TokenModel
{
    private const double UnknownPenalty = 10;

    private readonly CharTrie trie = new();
    private readonly double[] scores;
    private readonly UnigramOptions options;
    private readonly double unknownScore;

    /// <param name="tokens">Id, text and score of the tokens that may be found in a text.</param>
    /// <param name="lowestScore">The lowest score that counts for what no token fits.</param>
    /// <param name="options">The rest.</param>
    public UnigramModel(IReadOnlyCollection<(int Id, string Text, double Score)> tokens, double lowestScore, UnigramOptions options)
    {
        this.options = options;
        unknownScore = Rounded(lowestScore - UnknownPenalty);
        scores = new double[1 + tokens.Select(token => token.Id).DefaultIfEmpty(-1).Max()];
        foreach (var (id, text, score) in tokens)
        {
            trie.Add(text, id);
            scores[id] = score;
        }
    }

    /// <inheritdoc/>
    protected override TokenSpan[] Compute(ReadOnlySpan<char> piece)
    {
        // best[i]: the best way to cut the first i units; from where its last token comes, and which it is.
        var best = new (double Score, int Start, int Id)[piece.Length + 1];
        Array.Fill(best, (0, -1, -1), 1, piece.Length);
        for (int start = 0, width; start < piece.Length; start += width)
        {
            Rune.DecodeFromUtf16(piece[start..], out _, out width);
            var single = false;
            for (int node = 0, i = start; i < piece.Length && (node = trie.Step(node, piece[i])) != CharTrie.None; i++)
            {
                if (trie.Value(node) is not CharTrie.None and var id)
                {
                    Improve(best, start, i + 1, id, scores[id]);
                    single |= i + 1 == start + width;
                }
            }
            if (!single)
                Improve(best, start, start + width, CharTrie.None, unknownScore);
        }

        var tokens = new List<TokenSpan>();
        for (var end = piece.Length; end > 0; end = best[end].Start)
        {
            var (_, start, id) = best[end];
            if (id == CharTrie.None && tokens.Count > 0 && tokens[^1].Id == CharTrie.None)
                tokens[^1] = tokens[^1] with { Start = start };
            else
                tokens.Add(new TokenSpan(id, start, end));
        }
        tokens.Reverse();
        return tokens.TrueForAll(token => token.Id >= 0) ? [.. tokens] : WithoutUnknown(piece, tokens);
    }

    private void Improve((double Score, int Start, int Id)[] best, int start, int end, int id, double score)
    {
        var sum = best[start].Score + score;
        // SentencePiece adds what no token fits in float32; all else it compares in float64 and keeps in float32.
        if (id == CharTrie.None)
            sum = Rounded(sum);
        if (best[end].Start < 0 || sum > best[end].Score)
            best[end] = (Rounded(sum), start, id);
    }

    private double Rounded(double score) => options.SinglePrecision ? (float)score : score;

    private TokenSpan[] WithoutUnknown(ReadOnlySpan<char> piece, List<TokenSpan> tokens)
    {
        var result = new List<TokenSpan>();
        foreach (var token in tokens)
            if (token.Id >= 0)
                result.Add(token);
            else if (!AddBytes(piece, token, result))
                result.Add(token with { Id = options.UnknownId ?? throw new FormatException($"'{piece[token.Start..token.End]}' has no token, and the tokenizer has no unknown token") });
        return [.. result];
    }

    private bool AddBytes(ReadOnlySpan<char> piece, TokenSpan token, List<TokenSpan> result)
    {
        var before = result.Count;
        var position = token.Start;
        foreach (var rune in piece[token.Start..token.End].EnumerateRunes())
        {
            var end = position + rune.Utf16SequenceLength;
            if (!ByteTokens.TryAdd(options.ByteIds, rune, position, end, result))
            {
                result.RemoveRange(before, result.Count - before);
                return false;
            }
            position = end;
        }
        return true;
    }
}

/// <summary>What a unigram model does with what no token fits, and how it adds.</summary>
/// <param name="UnknownId">Its id; null refuses it.</param>
/// <param name="ByteIds">Ids of the bytes that it becomes instead; null: no bytes.</param>
/// <param name="SinglePrecision">Whether sums are rounded to float32, as SentencePiece has them; Hugging Face's tokenizers add in float64.</param>
internal sealed record UnigramOptions(int? UnknownId, int[]? ByteIds = null, bool SinglePrecision = false);
