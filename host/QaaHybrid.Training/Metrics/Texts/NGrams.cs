namespace QaaHybrid.Training;

/// <summary>Runs of n tokens.</summary>
internal static class NGrams
{
    /// <summary>All runs of <paramref name="n"/> tokens, joined by blanks (tokens hold none), with their counts.</summary>
    public static Dictionary<string, int> Count(string[] tokens, int n)
    {
        var counts = new Dictionary<string, int>();
        for (var i = 0; i + n <= tokens.Length; i++)
        {
            var ngram = string.Join(' ', tokens, i, n);
            counts[ngram] = counts.GetValueOrDefault(ngram) + 1;
        }
        return counts;
    }
}
