namespace QaaHybrid.Training;

/// <summary>
/// METEOR (Banerjee and Lavie 2005; Lavie and Agarwal 2007) with the numbers of NLTK 3.8, which Hugging Face's <c>evaluate</c> reports too; it is not METEOR 1.5.
/// Words are matched in three stages: as they are, by <see cref="PorterStemmer">stem</see>, and by synonym in WordNet. The mean over segments, each with its
/// best reference.
/// </summary>
/// <param name="synonyms">For the third stage; null leaves it out, and <see cref="Signature"/> says so.</param>
/// <remarks>
/// Words are those of mteval-v13a in lower case. As in NLTK, words pair up from the last to the first, and the third stage is given the stems that the second one
/// left over, not the words.
/// </remarks>
public sealed class Meteor(WordNetSynonyms? synonyms)
{
    private const double Alpha = 0.9;
    private const double Beta = 3;
    private const double Gamma = 0.5;

    private static readonly Lazy<Meteor> Shared = new(() => new Meteor(
        new[] { "data.noun", "noun.exc" }.All(name => File.Exists(Path.Combine(WordNetFolder.Resolve(), name))) ? WordNetSynonyms.Read(WordNetFolder.Resolve()) : null));

    /// <summary>With WordNet where it is installed with its lists of exceptions, else without the third stage.</summary>
    public static Meteor Installed => Shared.Value;

    /// <summary>What was computed.</summary>
    public string Signature => $"meteor:nltk-3.8|alpha:0.9|beta:3|gamma:0.5|stages:exact+porter{(synonyms is null ? "" : "+wordnet")}|tok:13a|case:lc|version:QaaHybrid";

    /// <summary>The mean over segments, 0 to 100.</summary>
    /// <param name="hypotheses">One text a segment.</param>
    /// <param name="references">For each segment at least one reference.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public double Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references) => Each(hypotheses, references).Sum() / hypotheses.Count;

    /// <summary>The score of each segment, 0 to 100.</summary>
    /// <inheritdoc cref="Corpus"/>
    public IReadOnlyList<double> Each(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        Segments.Check(hypotheses, references);
        return [.. hypotheses.Zip(references, (hypothesis, accepted) => 100 * accepted.Max(reference => Score(Words(hypothesis), Words(reference))))];
    }

    /// <summary>
    /// (1 − γ·(chunks / matches)^β) · P·R / (α·P + (1 − α)·R), with P and R the shares of matched words; a chunk is a run of matches that stand in the same order
    /// without a gap on both sides. In [0, 1].
    /// </summary>
    internal double Score(string[] hypothesis, string[] reference)
    {
        var matches = Match(hypothesis, reference);
        if (matches.Count == 0)
            return 0;
        double precision = (double)matches.Count / hypothesis.Length, recall = (double)matches.Count / reference.Length;
        var mean = precision * recall / (Alpha * precision + (1 - Alpha) * recall);
        var chunks = 1 + matches.Zip(matches.Skip(1)).Count(pair => pair.Second != (pair.First.Hypothesis + 1, pair.First.Reference + 1));
        return (1 - Gamma * Math.Pow((double)chunks / matches.Count, Beta)) * mean;
    }

    private static string[] Words(string text) => [.. Tokenizer13a.Tokenize(text).Select(word => word.ToLowerInvariant())];

    /// <summary>Places of matched words, in the order of the hypothesis.</summary>
    private List<(int Hypothesis, int Reference)> Match(string[] hypothesis, string[] reference)
    {
        var matches = new List<(int Hypothesis, int Reference)>();
        List<(int Place, string Word)> h = [.. hypothesis.Index()], r = [.. reference.Index()];
        Pair((a, b) => a == b);
        h = [.. h.Select(word => (word.Place, PorterStemmer.Stem(word.Word)))];
        r = [.. r.Select(word => (word.Place, PorterStemmer.Stem(word.Word)))];
        Pair((a, b) => a == b);
        if (synonyms is not null)
            Pair((a, b) => a == b || synonyms.Of(a).Contains(b));
        matches.Sort();
        return matches;

        // From the last word to the first; what has found its match leaves.
        void Pair(Func<string, string, bool> same)
        {
            for (var i = h.Count - 1; i >= 0; i--)
                if (r.FindLastIndex(word => same(h[i].Word, word.Word)) is >= 0 and var j)
                {
                    matches.Add((h[i].Place, r[j].Place));
                    h.RemoveAt(i);
                    r.RemoveAt(j);
                }
        }
    }
}
