namespace QaaHybrid.Circuits;

/// <summary>Counts as single shots again, in an order that is drawn.</summary>
internal static class ShotOrder
{
    /// <summary>All shots in random order, or the first few of them, which are a random choice without replacement (Fisher and Yates).</summary>
    /// <param name="counts">How often each bit string was measured.</param>
    /// <param name="random">What the order is drawn from.</param>
    /// <param name="take">How many are wanted; null is all.</param>
    public static string[] Drawn(IReadOnlyDictionary<string, long> counts, ref SplitMix64 random, int? take = null)
    {
        // Dictionaries promise no order, and equal seeds have to draw equal shots.
        string[] shots = [.. counts.OrderBy(count => count.Key, StringComparer.Ordinal).SelectMany(count => Enumerable.Repeat(count.Key, (int)count.Value))];
        var wanted = take ?? shots.Length;
        for (var i = 0; i < wanted && i < shots.Length - 1; i++)
        {
            var j = i + (int)(random.NextDouble() * (shots.Length - i));
            (shots[i], shots[j]) = (shots[j], shots[i]);
        }
        return wanted == shots.Length ? shots : shots[..wanted];
    }
}
