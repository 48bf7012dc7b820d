using System.Text;

namespace QaaHybrid.Training;

/// <summary>What chrF counts in a segment, by orders: first those of characters, then those of words. Sums over segments make the corpus.</summary>
internal sealed class ChrfCounts
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private readonly (long Hypothesis, long Reference, long Common)[] orders;

    public ChrfCounts(ChrfOptions options) => orders = new (long, long, long)[options.CharOrder + options.WordOrder];

    /// <summary>Counts a segment beside the reference that scores best, the first of equal ones.</summary>
    public static ChrfCounts Of(string hypothesis, IReadOnlyList<string> references, ChrfOptions options)
    {
        var ngrams = NGramsOf(hypothesis, options);
        return references.Select(reference => Compare(ngrams, NGramsOf(reference, options), options)).MaxBy(counts => counts.Score(options.Beta))!;
    }

    /// <summary>Takes in another segment.</summary>
    public void Add(ChrfCounts other)
    {
        for (var n = 0; n < orders.Length; n++)
            orders[n] = (orders[n].Hypothesis + other.orders[n].Hypothesis, orders[n].Reference + other.orders[n].Reference, orders[n].Common + other.orders[n].Common);
    }

    /// <summary>(1 + β²)·P·R / (β²·P + R), with P and R averaged over the orders that both sides have; in [0, 1].</summary>
    public double Score(double beta)
    {
        var (precision, recall, both) = (0.0, 0.0, 0);
        foreach (var (hypothesis, reference, common) in orders)
            if (hypothesis > 0 && reference > 0)
                (precision, recall, both) = (precision + (double)common / hypothesis, recall + (double)common / reference, both + 1);
        if (precision + recall == 0)
            return 0;
        (precision, recall) = (precision / both, recall / both);
        return (1 + beta * beta) * precision * recall / (beta * beta * precision + recall);
    }

    private static ChrfCounts Compare(Dictionary<string, int>[] hypothesis, Dictionary<string, int>[] reference, ChrfOptions options)
    {
        var counts = new ChrfCounts(options);
        foreach (var (n, (h, r)) in hypothesis.Zip(reference).Index())
            // Where the reference is too short for an order, the hypothesis is not counted either.
            counts.orders[n] = (r.Count == 0 ? 0 : h.Values.Sum(), r.Values.Sum(), h.Sum(entry => Math.Min(entry.Value, r.GetValueOrDefault(entry.Key))));
        return counts;
    }

    private static Dictionary<string, int>[] NGramsOf(string text, ChrfOptions options)
    {
        text = options.Lowercase ? text.ToLowerInvariant() : text;
        string[] characters = [.. text.EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune)).Select(rune => rune.ToString())];
        string[] words = options.WordOrder > 0 ? [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(Word)] : [];
        return
        [
            .. Enumerable.Range(1, options.CharOrder).Select(n => NGrams.Count(characters, n)),
            .. Enumerable.Range(1, options.WordOrder).Select(n => NGrams.Count(words, n)),
        ];
    }

    /// <summary>A word with its last mark apart, or else its first one.</summary>
    private static string[] Word(string word) =>
        word.Length > 1 && Punctuation.Contains(word[^1]) ? [word[..^1], word[^1..]]
        : word.Length > 1 && Punctuation.Contains(word[0]) ? [word[..1], word[1..]]
        : [word];
}
