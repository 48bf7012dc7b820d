using System.Runtime.InteropServices;

namespace QaaHybrid.Models;

/// <summary>
/// How often each pair of neighbours occurs in a list of words with counts, kept up to date while pairs are merged: only the words that
/// hold the merged pair are counted anew.
/// </summary>
internal sealed class PairStatistics
{
    private readonly List<(int[] Symbols, long Count)> words;
    private readonly Dictionary<(int Left, int Right), long> counts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> wordsOf = [];

    // Highest count first, then lowest ids. Entries are corrected when they come up: a count only falls between two proposals.
    private readonly PriorityQueue<(int Left, int Right), (long NegatedCount, int Left, int Right)> queue = new();

    /// <param name="words">Ids of each word's symbols, and how often the word occurs.</param>
    public PairStatistics(IEnumerable<(int[] Symbols, long Count)> words)
    {
        this.words = [.. words];
        for (var index = 0; index < this.words.Count; index++)
            Add(index);
        foreach (var pair in counts.Keys)
            Propose(pair);
    }

    /// <summary>The most frequent pair, or null where none occurs <paramref name="least"/> times.</summary>
    public (int Left, int Right)? MostFrequent(long least)
    {
        while (queue.TryDequeue(out var pair, out var order))
        {
            var count = counts.GetValueOrDefault(pair);
            if (count < least)
                continue;
            if (count == -order.NegatedCount)
                return pair;
            Propose(pair);
        }
        return null;
    }

    /// <summary>Replaces the pair by a symbol in every word, left to right.</summary>
    public void Merge(int left, int right, int joined)
    {
        if (!wordsOf.Remove((left, right), out var affected))
            return;
        // Only pairs with the new symbol can have become more frequent.
        var raised = new HashSet<(int Left, int Right)>();
        foreach (var index in affected)
        {
            var (symbols, count) = words[index];
            for (var i = 0; i + 1 < symbols.Length; i++)
                counts[(symbols[i], symbols[i + 1])] -= count;
            words[index] = (Join(symbols, left, right, joined), count);
            foreach (var pair in Add(index))
                if (pair.Left == joined || pair.Right == joined)
                    raised.Add(pair);
        }
        counts.Remove((left, right));
        foreach (var pair in raised)
            Propose(pair);
    }

    private List<(int Left, int Right)> Add(int index)
    {
        var (symbols, count) = words[index];
        var pairs = new List<(int Left, int Right)>(symbols.Length);
        for (var i = 0; i + 1 < symbols.Length; i++)
        {
            var pair = (symbols[i], symbols[i + 1]);
            pairs.Add(pair);
            CollectionsMarshal.GetValueRefOrAddDefault(counts, pair, out _) += count;
            ref var holders = ref CollectionsMarshal.GetValueRefOrAddDefault(wordsOf, pair, out _);
            (holders ??= []).Add(index);
        }
        return pairs;
    }

    private void Propose((int Left, int Right) pair) => queue.Enqueue(pair, (-counts[pair], pair.Left, pair.Right));

    private static int[] Join(int[] symbols, int left, int right, int joined)
    {
        var length = 0;
        var result = new int[symbols.Length];
        for (var i = 0; i < symbols.Length; i++)
        {
            var together = symbols[i] == left && i + 1 < symbols.Length && symbols[i + 1] == right;
            result[length++] = together ? joined : symbols[i];
            if (together)
                i++;
        }
        return result[..length];
    }
}
