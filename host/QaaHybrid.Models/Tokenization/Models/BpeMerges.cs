namespace QaaHybrid.Models;

/// <summary>
/// The merges of byte-pair encoding (Sennrich, Haddow and Birch 2016, arXiv:1508.07909): as long as a neighbouring pair stands in the list,
/// the pair that stands there first is joined, the leftmost one among equals.
/// </summary>
internal sealed class BpeMerges
{
    private const int Gone = -1;

    private readonly Dictionary<long, (int Rank, int Id)> merges = [];

    /// <summary>Number of pairs.</summary>
    public int Count => merges.Count;

    /// <summary>Adds a pair; where it was added before, the earlier rank stays, as it is the lower one.</summary>
    public void Add(int left, int right, int rank, int joined) => merges.TryAdd(Key(left, right), (rank, joined));

    /// <summary>
    /// Joins what can be joined in place and gives the number of tokens left. A queue keeps the next pair at hand: n log n also for a
    /// piece of a megabyte.
    /// </summary>
    public int Apply(Span<TokenSpan> tokens)
    {
        if (tokens.Length < 2)
            return tokens.Length;
        // A chain of symbols: the symbol at i is followed by the one at next[i] and preceded by the one at previous[i].
        var next = new int[tokens.Length];
        var previous = new int[tokens.Length];
        var queue = new PriorityQueue<(int At, int Left, int Right, int Id), long>();
        for (var i = 0; i < tokens.Length; i++)
        {
            next[i] = i + 1 < tokens.Length ? i + 1 : Gone;
            previous[i] = i - 1;
        }
        for (var i = 0; i + 1 < tokens.Length; i++)
            Propose(queue, i, tokens[i].Id, tokens[i + 1].Id);

        while (queue.TryDequeue(out var pair, out _))
        {
            var right = next[pair.At];
            // The pair may have been broken up since it was proposed.
            if (tokens[pair.At].Id != pair.Left || right == Gone || tokens[right].Id != pair.Right)
                continue;
            tokens[pair.At] = new TokenSpan(pair.Id, tokens[pair.At].Start, tokens[right].End);
            tokens[right] = new TokenSpan(Gone, 0, 0);
            next[pair.At] = next[right];
            if (next[right] != Gone)
                previous[next[right]] = pair.At;
            if (previous[pair.At] is not Gone and var before)
                Propose(queue, before, tokens[before].Id, pair.Id);
            if (next[pair.At] is not Gone and var after)
                Propose(queue, pair.At, pair.Id, tokens[after].Id);
        }
        var left = 0;
        foreach (var token in tokens)
            if (token.Id != Gone)
                tokens[left++] = token;
        return left;
    }

    private void Propose(PriorityQueue<(int At, int Left, int Right, int Id), long> queue, int at, int left, int right)
    {
        if (merges.TryGetValue(Key(left, right), out var merge))
            queue.Enqueue((at, left, right, merge.Id), Key(merge.Rank, at));
    }

    private static long Key(int high, int low) => ((long)high << 32) | (uint)low;
}
