namespace QaaHybrid.Training;

/// <summary>
/// A sample of a stream of any length in the memory of the sample: the examples whose seeded hash is smallest, in the order of that hash. It does not depend on the
/// order of the stream, and a smaller sample is the beginning of a larger one.
/// </summary>
public static class SeededSample
{
    /// <summary>Draws a sample.</summary>
    /// <param name="items">The stream; it is read once.</param>
    /// <param name="count">Size of the sample; 0 takes all.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="key">What is hashed; of items with equal keys the first go before the others.</param>
    public static IReadOnlyList<T> Of<T>(IEnumerable<T> items, int count, long seed, Func<T, string> key)
    {
        var kept = new PriorityQueue<T, (double Hash, long Number)>(Comparer<(double, long)>.Create((a, b) => b.CompareTo(a)));
        var number = 0L;
        foreach (var item in items)
        {
            var place = (Seeds.Unit(seed, key(item)), number++);
            if (count <= 0 || kept.Count < count)
                kept.Enqueue(item, place);
            else
                kept.EnqueueDequeue(item, place);
        }
        var sample = new T[kept.Count];
        for (var i = sample.Length - 1; i >= 0; i--)
            sample[i] = kept.Dequeue();
        return sample;
    }
}
