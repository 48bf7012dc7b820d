namespace QaaHybrid.Models;

/// <summary>The best of many scores, without sorting them all.</summary>
internal static class Highest
{
    /// <summary>The places of the highest scores, highest first; of equal ones the lower place comes first.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="count">How many at most.</param>
    public static int[] Of(ReadOnlySpan<float> scores, int count)
    {
        count = Math.Min(count, scores.Length);
        if (count == 0)
            return [];
        // The one to be thrown out next is at the top: the lowest score, and of equal ones the highest place.
        var kept = new PriorityQueue<int, (float Score, int NegatedPlace)>(count + 1);
        var least = float.NegativeInfinity;
        for (var i = 0; i < scores.Length; i++)
        {
            if (kept.Count == count && scores[i] <= least)
                continue;
            kept.Enqueue(i, (scores[i], -i));
            if (kept.Count > count)
                kept.Dequeue();
            if (kept.Count == count)
                least = scores[kept.Peek()];
        }
        var places = new int[kept.Count];
        for (var i = places.Length - 1; i >= 0; i--)
            places[i] = kept.Dequeue();
        return places;
    }
}
