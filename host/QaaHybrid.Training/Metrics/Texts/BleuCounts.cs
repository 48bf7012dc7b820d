namespace QaaHybrid.Training;

/// <summary>What BLEU counts in a segment; sums over segments make the corpus.</summary>
internal sealed class BleuCounts
{
    /// <summary>The longest n-grams.</summary>
    public const int MaxOrder = 4;

    /// <summary>Matches of 1- to 4-grams, each as often at most as in the reference that has it most often.</summary>
    public long[] Correct { get; } = new long[MaxOrder];

    /// <summary>1- to 4-grams of the hypothesis.</summary>
    public long[] Total { get; } = new long[MaxOrder];

    /// <summary>Tokens of the hypothesis.</summary>
    public long Length { get; private set; }

    /// <summary>Tokens of the reference that is nearest in length, the shorter one of two.</summary>
    public long ReferenceLength { get; private set; }

    /// <summary>Counts a segment.</summary>
    public static BleuCounts Of(string hypothesis, IReadOnlyList<string> references, bool lowercase)
    {
        string[] Tokens(string text) => Tokenizer13a.Tokenize(lowercase ? text.ToLowerInvariant() : text);
        var tokens = Tokens(hypothesis);
        var accepted = references.Select(Tokens).ToList();
        var counts = new BleuCounts
        {
            Length = tokens.Length,
            ReferenceLength = accepted.Select(reference => reference.Length).OrderBy(length => Math.Abs(length - tokens.Length)).ThenBy(length => length).First(),
        };
        for (var n = 1; n <= MaxOrder; n++)
        {
            var allowed = accepted.Select(reference => NGrams.Count(reference, n)).ToList();
            foreach (var (ngram, count) in NGrams.Count(tokens, n))
            {
                counts.Correct[n - 1] += Math.Min(count, allowed.Max(reference => reference.GetValueOrDefault(ngram)));
                counts.Total[n - 1] += count;
            }
        }
        return counts;
    }

    /// <summary>Takes in another segment.</summary>
    public void Add(BleuCounts other)
    {
        for (var n = 0; n < MaxOrder; n++)
        {
            Correct[n] += other.Correct[n];
            Total[n] += other.Total[n];
        }
        Length += other.Length;
        ReferenceLength += other.ReferenceLength;
    }
}
